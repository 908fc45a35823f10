import { defineCriticLoss } from '../../../src/graph/define.ts'
import { real } from '../../../src/graph/fields.ts'

export const criticLoss = defineCriticLoss({
  kind: 'objectives/critic-loss',
  role: 'objective',
  family: 'objectives',
  title: 'Critic loss',
  version: 1,
  hidden: true,
  summary: "The critic's loss in an adversarial game, with a gradient penalty.",
  fields: {
    penalty: real({ title: 'Penalty λ', help: 'Weight of the gradient penalty.', initial: 10, min: 0, max: 1000 }),
  },
  inputs: {
    realScore: { signal: 'tensor', title: 'real score', help: 'Scores of real examples.' },
    fakeScore: { signal: 'tensor', title: 'fake score', help: 'Scores of fakes.' },
  },
  outputs: { objective: { signal: 'objective', title: 'objective', help: 'To be minimised.' } },
  infer: () => ({ outputs: { objective: { signal: 'objective', terms: ['distance', 'penalty'] } } }),
  callParams: ['penalty'],
  usesContext: true,
  usesCritic: { real: 'realScore', fake: 'fakeScore' },
})
