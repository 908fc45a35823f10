import { defineTransform } from '../../../src/graph/define.ts'
import { layerStack, type ParamsOf } from '../../../src/graph/fields.ts'
import { flow, sizeOf } from '../../../src/graph/signals.ts'
import { dense } from '../../layers/dense/dense.node.ts'
import { checkContinuous } from '../continuous.ts'
import { flowInput, flowOutput } from '../flow-ports.ts'
import { couplingFields } from './fields.ts'
import { checkMask, movedElements, partShapes } from './masks.ts'
import { couplingNetwork } from './network.ts'

const parameters = {
  signal: 'tensor',
  title: 'parameters',
  help: 'Shift and scale of the transformed part, from the network.',
  optional: true,
} as const

export const coupling = defineTransform({
  kind: 'flows/coupling',
  role: 'transform',
  family: 'flows',
  title: 'Coupling',
  version: 1,
  summary: 'Leaves one part of the flow unchanged and transforms the other by a network of the unchanged part.',
  keywords: ['nice', 'realnvp', 'real nvp', 'glow', 'affine', 'additive', 'normalizing flow', 'normalising flow'],
  fields: {
    ...couplingFields,
    layers: layerStack({
      title: 'Layers',
      help: 'The network from the unchanged part to the read-out. Convolutions preserve the image shape; a dense layer flattens it.',
      initial: [
        { kind: dense.kind, params: { units: 64, activation: 'relu' } },
        { kind: dense.kind, params: { units: 64, activation: 'relu' } },
      ],
    }),
  },
  inputs: { ...flowInput, parameters },
  outputs: flowOutput,
  ports: () => ({ inputs: flowInput, outputs: flowOutput }),
  /** With its parameters connected it is a single call; without, it expands to the network that computes them and itself. */
  expand({ node, params, inputs }) {
    if (inputs.parameters) return null
    const problems = [...checkContinuous(node, 'Coupling', inputs.x), ...checkMask(node, params.mask, inputs.x.shape)]
    if (problems.length) return { problems }
    const { calls, end } = couplingNetwork(params, inputs.x, 'x')
    return {
      calls: [...calls, { ...itself(params), inputs: { x: { input: 'x' }, parameters: end } }],
      outputs: { y: { call: '', port: 'y' } },
    }
  },
  /** The unchanged part is the same after the coupling as before it, and so is the output of the network. */
  expandInverse({ params, inputs: { x, parameters: given } }) {
    if (given) return null
    const { calls, end } = couplingNetwork(params, x, 'y')
    const inputs = { y: { input: 'y' }, parameters: end }
    const backwards = { ...itself(params), inputs, direction: 'inverse' } as const
    return { calls: [...calls, backwards], outputs: { x: { call: '', port: 'x' } } }
  },
  infer: ({ inputs: { x } }) => ({ outputs: { y: flow(x.shape) } }),
  weights({ mask, swap, coupling: form, scale }, { x }) {
    if (form === 'additive' || scale === 'sigmoid') return {}
    const channels = partShapes(mask, swap, x.shape).moving.at(-1) ?? 1
    return { bound: { shape: [channels], initialiser: { initialiser: 'ones' } } }
  },
  callParams: ['mask', 'swap', 'coupling', 'scale'],
  multiplyAdds: ({ mask, swap }, { x }) => sizeOf(partShapes(mask, swap, x.shape).moving),
  routing({ node, params: { mask, swap }, inputs: { x } }) {
    return {
      outputs: { y: movedElements(mask, swap, x.shape) },
      alternative: {
        title: `Turn swap ${swap ? 'off' : 'on'}`,
        edits: [{ edit: 'setParam', node, field: 'swap', value: !swap }],
      },
    }
  },
})

/** The call to the coupling itself, once its layers have been expanded. */
const itself = ({ mask, swap, coupling: form, scale }: ParamsOf<typeof couplingFields>) => ({
  name: '',
  kind: 'flows/coupling',
  params: { mask, swap, coupling: form, scale },
})
