import { defineNode } from '../../../src/graph/define.ts'
import { real } from '../../../src/graph/fields.ts'
import { sizeOf, tensor } from '../../../src/graph/signals.ts'
import { noAxis } from '../normalised-axis.ts'

export const layerNorm = defineNode({
  kind: 'layers/layer-norm',
  role: 'layer',
  family: 'layers',
  title: 'Layer norm',
  version: 1,
  summary: 'Normalises the last axis of each example to mean 0 and variance 1, then applies a learned scale and shift.',
  keywords: ['normalisation', 'normalization', 'ln'],
  fields: {
    epsilon: real({ title: 'ε', help: 'Added to the variance.', initial: 0.00001, min: 1e-7, max: 1 }),
  },
  inputs: { x: { signal: 'tensor', title: 'x', help: 'A vector, or an image, whose channels are normalised.' } },
  outputs: { y: { signal: 'tensor', title: 'y', help: 'The same shape.' } },
  infer({ inputs }) {
    if (inputs.x.shape.length === 0) return { outputs: {}, problems: [noAxis('Layer norm')] }
    return { outputs: { y: tensor(inputs.x.shape) } }
  },
  weights(_params, { x }) {
    const shape = [x.shape.at(-1) ?? 1]
    return {
      scale: { shape, initialiser: { initialiser: 'ones' } },
      shift: { shape, initialiser: { initialiser: 'zeros' } },
    }
  },
  mixing: ({ inputs: { x } }) => (x.shape.length > 1 ? 'channels' : 'all'),
  callParams: ['epsilon'],
  isIncremental: true,
  multiplyAdds: (_params, { x }) => sizeOf(x.shape),
})
