// Checks between the data and its likelihood, with actionable messages.
import type { Fix, PortProblem } from '../../../src/graph/problems.ts'
import {
  type DistributionSignal,
  describeRange,
  describeShape,
  describeSignal,
  sameShape,
  type TensorSignal,
} from '../../../src/graph/signals.ts'
import { checkDensityOf } from '../../flows/continuous.ts'
import { equalMixture } from '../../stochastic/equal-mixture/equal-mixture.node.ts'

/** The likelihood must have the shape of the data. */
export function checkShape(node: string, x: TensorSignal, likelihood: DistributionSignal): readonly PortProblem[] {
  const { shape } = likelihood
  if (shape !== 'any' && sameShape(shape, x.shape)) return []
  const place = { severity: 'error', port: 'likelihood', received: describeSignal(likelihood) } as const
  if (shape === 'any') {
    return [
      {
        ...place,
        code: 'family-mismatch',
        message: `The likelihood must give the distribution of each element given the previous ones; a ${describeSignal(likelihood)} is the same for all.`,
        expected: 'Bernoulli, Gaussian, categorical or logistic mixture',
      },
    ]
  }
  const isPerMask = sameShape(shape.slice(1), x.shape)
  return [
    {
      ...place,
      code: 'shape-mismatch',
      message: isPerMask
        ? `The likelihood holds ${shape[0]} distributions of the data x, one for each mask. Combine them into one.`
        : `The data x is ${describeShape(x.shape)}, but the likelihood is over ${describeShape(shape)}.`,
      expected: describeShape(x.shape),
      ...(isPerMask ? { fixes: [insertMixture(node)] } : { wish: { shape: x.shape } }),
    },
  ]
}

const insertMixture = (node: string): Fix => ({
  title: 'Insert Equal mixture',
  edits: [
    {
      edit: 'insertBefore',
      node,
      port: 'likelihood',
      kind: equalMixture.kind,
      params: {},
      input: 'components',
      output: 'p',
    },
  ],
})

/** Data outside the support of the likelihood. */
export function checkRange(node: string, x: TensorSignal, likelihood: DistributionSignal): readonly PortProblem[] {
  const { range } = likelihood
  if (range === x.range) return []
  if (range === 'real') return checkDensityOf(node, x)
  return [
    {
      port: 'x',
      expected: describeRange(range),
      received: describeRange(x.range),
      severity: 'error',
      code: 'range-mismatch',
      wish: { range },
      message: `The likelihood has outcomes in the range ${describeRange(range)}, but x is in the range ${describeRange(x.range)}: the sum would not be a log-probability.`,
    },
  ]
}
