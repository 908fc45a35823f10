import { defineNode } from '../../../src/graph/define.ts'
import { sizeOf, tensor } from '../../../src/graph/signals.ts'
import { noAxis } from '../normalised-axis.ts'

export const scaleShift = defineNode({
  kind: 'layers/scale-shift',
  role: 'layer',
  family: 'layers',
  title: 'Scale and shift',
  version: 1,
  summary: 'Multiplies each element of the last axis by a learned scale and adds a learned shift.',
  keywords: ['affine', 'gain', 'bias', 'diagonal'],
  fields: {},
  inputs: { x: { signal: 'tensor', title: 'x', help: 'A vector, or an image, whose channels are scaled.' } },
  outputs: { y: { signal: 'tensor', title: 'y', help: 'The same shape.' } },
  infer({ inputs }) {
    if (inputs.x.shape.length === 0) return { outputs: {}, problems: [noAxis('Scale and shift')] }
    return { outputs: { y: tensor(inputs.x.shape) } }
  },
  weights(_params, { x }) {
    const shape = [x.shape.at(-1) ?? 1]
    return {
      scale: { shape, initialiser: { initialiser: 'ones' } },
      shift: { shape, initialiser: { initialiser: 'zeros' } },
    }
  },
  mixing: () => 'none',
  callParams: [],
  multiplyAdds: (_params, { x }) => sizeOf(x.shape),
})
