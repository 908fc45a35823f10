import { defineNode } from '../../../src/graph/define.ts'
import { choice, real } from '../../../src/graph/fields.ts'

const losses = [
  { value: 'crossEntropy', title: 'Cross-entropy' },
  { value: 'leastSquares', title: 'Least squares' },
  { value: 'hinge', title: 'Hinge' },
] as const

export type DiscriminatorLoss = (typeof losses)[number]['value']

export const discriminatorLoss = defineNode({
  kind: 'objectives/discriminator-loss',
  role: 'objective',
  family: 'objectives',
  title: 'Discriminator loss',
  version: 1,
  hidden: true,
  summary: "The discriminator's loss in an adversarial game.",
  fields: {
    loss: choice<DiscriminatorLoss>({
      title: 'Loss',
      help: 'The form of the loss.',
      initial: 'crossEntropy',
      choices: losses,
    }),
    labelSmoothing: real({
      title: 'Label smoothing',
      help: 'The target for real examples is 1 minus this.',
      initial: 0,
      min: 0,
      max: 0.5,
    }),
  },
  inputs: {
    realScore: { signal: 'tensor', title: 'real score', help: 'Scores of real examples.' },
    fakeScore: { signal: 'tensor', title: 'fake score', help: 'Scores of fakes.' },
  },
  outputs: { objective: { signal: 'objective', title: 'objective', help: 'To be minimised.' } },
  infer: () => ({
    outputs: { objective: { signal: 'objective', terms: ['realScore', 'fakeScore', 'accuracy'] } },
  }),
  callParams: ['loss', 'labelSmoothing'],
})
