import { defineNode } from '../../../src/graph/define.ts'
import { choice } from '../../../src/graph/fields.ts'

const losses = [
  { value: 'minimax', title: 'Minimax' },
  { value: 'nonSaturating', title: 'Non-saturating' },
  { value: 'leastSquares', title: 'Least squares' },
  { value: 'meanScore', title: 'Mean score' },
] as const

export type GeneratorLoss = (typeof losses)[number]['value']

export const generatorLoss = defineNode({
  kind: 'objectives/generator-loss',
  role: 'objective',
  family: 'objectives',
  title: 'Generator loss',
  version: 1,
  hidden: true,
  summary: "The generator's loss in an adversarial game.",
  fields: {
    loss: choice<GeneratorLoss>({
      title: 'Loss',
      help: 'The form of the loss.',
      initial: 'nonSaturating',
      choices: losses,
    }),
  },
  inputs: { fakeScore: { signal: 'tensor', title: 'fake score', help: 'Scores of fakes.' } },
  outputs: { objective: { signal: 'objective', title: 'objective', help: 'To be minimised.' } },
  infer: () => ({ outputs: { objective: { signal: 'objective', terms: ['fakeScore'] } } }),
  callParams: ['loss'],
})
