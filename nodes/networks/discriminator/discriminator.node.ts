import { defineSharedNetwork } from '../../../src/graph/define.ts'
import { layerStack } from '../../../src/graph/fields.ts'
import { dense } from '../../layers/dense/dense.node.ts'
import { addDense, addStack, startLine } from '../layer-stack.ts'

export const discriminator = defineSharedNetwork({
  kind: 'networks/discriminator',
  role: 'network',
  family: 'networks',
  title: 'Discriminator',
  version: 1,
  summary: 'A network that scores real and fake examples to distinguish them.',
  keywords: ['critic', 'adversary', 'gan', 'classifier', 'stack', 'mlp', 'cnn'],
  fields: {
    layers: layerStack({
      title: 'Layers',
      help: 'The layers from the examples; a linear layer with one unit follows. A dense layer flattens an image.',
      initial: [{ kind: dense.kind, params: { units: 256, activation: 'leakyRelu' } }],
    }),
  },
  inputs: {
    real: { signal: 'tensor', title: 'real', help: 'Examples of the data, or draws from the prior.' },
    fake: { signal: 'tensor', title: 'fake', help: 'The fakes, in the same shape.' },
  },
  outputs: {
    realScore: { signal: 'tensor', title: 'real score', help: 'One unbounded number for each real example.' },
    fakeScore: {
      signal: 'tensor',
      title: 'fake score',
      help: 'One unbounded number for each fake example, from the same weights.',
    },
  },
  applications: { realScore: 'real', fakeScore: 'fake' },
  expand({ params, inputs: { x } }) {
    const { calls, end } = addDense(addStack(startLine('x', x), params.layers), 'score', {
      units: 1,
      activation: 'linear',
    })
    return { calls, outputs: { y: end } }
  },
})
