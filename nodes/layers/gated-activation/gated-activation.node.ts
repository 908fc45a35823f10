import { defineNode } from '../../../src/graph/define.ts'
import { describeShape, tensor } from '../../../src/graph/signals.ts'

export const gatedActivation = defineNode({
  kind: 'layers/gated-activation',
  role: 'layer',
  family: 'layers',
  title: 'Gated activation',
  version: 1,
  summary: 'The tanh of one half of the channels times the sigmoid of the other.',
  keywords: ['gate', 'glu', 'wavenet', 'gated pixelcnn', 'tanh', 'sigmoid', 'nonlinearity'],
  fields: {},
  inputs: { x: { signal: 'tensor', title: 'x', help: 'A vector, or an image; its last axis is halved.' } },
  outputs: { y: { signal: 'tensor', title: 'y', help: 'The same shape with half the channels.' } },
  infer({ inputs: { x } }) {
    const channels = x.shape.at(-1) ?? 0
    if (channels >= 2 && channels % 2 === 0) {
      return { outputs: { y: tensor([...x.shape.slice(0, -1), channels / 2]) } }
    }
    return {
      outputs: {},
      problems: [
        {
          severity: 'error',
          code: 'odd-channels',
          port: 'x',
          message: `Gated activation halves the last axis, but x is ${describeShape(x.shape)}.`,
          expected: 'an even number of channels',
          received: describeShape(x.shape),
        },
      ],
    }
  },
  mixing: ({ inputs: { x } }) => (x.shape.length > 1 ? 'channels' : 'all'),
  callParams: [],
  isIncremental: true,
})
