import { defineNetwork } from '../../../src/graph/define.ts'
import { choice } from '../../../src/graph/fields.ts'
import { activation, takeOut } from '../../layers/activation/activation.node.ts'
import { addLayer } from '../layer-stack.ts'
import { grantingLine, lineToData, lineToDataFields } from '../line-to-data.ts'

export const generator = defineNetwork({
  kind: 'networks/generator',
  role: 'network',
  family: 'networks',
  title: 'Generator',
  version: 1,
  summary: 'A stack of layers from noise to examples of data.',
  keywords: ['decoder', 'gan', 'dcgan', 'sampler', 'stack', 'mlp', 'deconvolution'],
  fields: {
    ...lineToDataFields,
    outputActivation: choice({
      title: 'Output',
      help: 'The output range: unbounded, -1 to 1, or 0 to 1.',
      initial: 'linear',
      choices: [
        { value: 'linear', title: 'Linear: unbounded' },
        { value: 'tanh', title: 'tanh: from -1 to 1' },
        { value: 'sigmoid', title: 'Sigmoid: from 0 to 1' },
      ],
    }),
  },
  inputs: { z: { signal: 'tensor', title: 'z', help: 'The noise.' } },
  outputs: { y: { signal: 'tensor', title: 'y', help: 'Examples, in the output shape.' } },
  expand({ node, params, inputs: { z } }) {
    const { outputActivation } = params
    const line = lineToData(node, 'generator', z, params)
    if ('problems' in line) return line
    const { calls, end } =
      outputActivation === 'linear'
        ? line
        : addLayer(line, 'outputActivation', activation.kind, { function: outputActivation })
    return { calls, outputs: { y: end } }
  },
  granting(params, wish, at) {
    if (wish.range !== 'real' || params.outputActivation === 'linear') return grantingLine(params, wish, at)
    const edits = [{ edit: 'setParam', node: at.node, field: 'outputActivation', value: 'linear' }] as const
    return params.outputActivation === 'sigmoid' ? { title: takeOut, edits } : undefined
  },
})
