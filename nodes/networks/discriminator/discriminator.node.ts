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
  summary: 'One network that gives real and fake examples a score each, to tell them apart.',
  keywords: ['critic', 'adversary', 'gan', 'classifier', 'stack', 'mlp', 'cnn'],
  fields: {
    layers: layerStack({
      title: 'Layers',
      help: 'From the examples on; a linear layer with one unit follows. A dense layer that meets an image flattens it.',
      initial: [{ kind: dense.kind, params: { units: 256, activation: 'leakyRelu' } }],
    }),
  },
  inputs: {
    real: { signal: 'tensor', title: 'real', help: 'Examples of the data, or draws of the prior.' },
    fake: { signal: 'tensor', title: 'fake', help: 'What is to pass for real, in the same shape.' },
  },
  outputs: {
    realScore: { signal: 'tensor', title: 'real score', help: 'One number for each real example, any real number.' },
    fakeScore: {
      signal: 'tensor',
      title: 'fake score',
      help: 'One number for each fake example, by the same weights.',
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
