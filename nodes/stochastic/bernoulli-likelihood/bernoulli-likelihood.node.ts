import { defineNode } from '../../../src/graph/define.ts'
import { describeRange } from '../../../src/graph/signals.ts'

export const bernoulliLikelihood = defineNode({
  kind: 'stochastic/bernoulli-likelihood',
  role: 'distribution',
  family: 'stochastic',
  title: 'Bernoulli likelihood',
  version: 1,
  summary: 'Each element of the data is 0 or 1, independently, with its own log-odds.',
  keywords: ['binary', 'cross entropy', 'decoder', 'logits', 'pixels'],
  fields: {},
  inputs: {
    logits: { signal: 'tensor', title: 'logits', help: 'Log-odds of a 1: unbounded real numbers, without a sigmoid.' },
  },
  outputs: { p: { signal: 'distribution', title: 'p', help: 'The distribution of the data given the latent.' } },
  infer({ inputs: { logits } }) {
    if (logits.range === 'real') {
      return { outputs: { p: { signal: 'distribution', family: 'bernoulli', shape: logits.shape, range: 'binary' } } }
    }
    const advice =
      logits.range === 'unit'
        ? ' Remove the sigmoid: the likelihood applies one itself, in a form that cannot overflow.'
        : ''
    return {
      outputs: {},
      problems: [
        {
          severity: 'error',
          code: 'range-mismatch',
          port: 'logits',
          message: `Bernoulli likelihood takes logits, which are unbounded real numbers, but it receives numbers in the range ${describeRange(logits.range)}.${advice}`,
          expected: describeRange('real'),
          received: describeRange(logits.range),
          wish: { range: 'real' },
        },
      ],
    }
  },
  mixing: () => 'none',
  callParams: [],
  isIncremental: true,
})
