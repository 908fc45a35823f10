// Checks between the inputs of the evidence lower bound, with actionable messages.
import type { Fix, PortProblem } from '../../../src/graph/problems.ts'
import {
  type DistributionFamily,
  type DistributionSignal,
  describeRange,
  describeShape,
  describeSignal,
  sameShape,
  type TensorSignal,
} from '../../../src/graph/signals.ts'
import { checkDensityOf } from '../../flows/continuous.ts'
import { standardNormal } from '../../stochastic/standard-normal/standard-normal.node.ts'

/** The likelihood has the shape of the data and depends on the latent. */
export function checkLikelihood(x: TensorSignal, likelihood: DistributionSignal): readonly PortProblem[] {
  if (likelihood.shape === 'any') {
    return [
      {
        severity: 'error',
        code: 'family-mismatch',
        port: 'likelihood',
        message: `The likelihood must depend on the latent; a ${describeSignal(likelihood)} is the same for every latent.`,
        expected: 'Bernoulli or Gaussian',
        received: describeSignal(likelihood),
      },
    ]
  }
  if (sameShape(likelihood.shape, x.shape)) return []
  return [
    {
      severity: 'error',
      code: 'shape-mismatch',
      port: 'likelihood',
      message: `The data x is ${describeShape(x.shape)}, but the likelihood is over ${describeShape(likelihood.shape)}. Give the decoder the output shape ${describeShape(x.shape)}.`,
      expected: describeShape(x.shape),
      received: describeShape(likelihood.shape),
      wish: { shape: x.shape },
    },
  ]
}

/** A Bernoulli has the outcomes 0 and 1, others have levels. */
export function checkObservedRange(
  node: string,
  x: TensorSignal,
  likelihood: DistributionSignal,
): readonly PortProblem[] {
  // A likelihood without a shape is not over x; `checkLikelihood` reports it.
  if (likelihood.shape === 'any') return []
  if (likelihood.range === 'real') return checkDensityOf(node, x)
  if (likelihood.range === x.range) return []
  const place = {
    code: 'range-mismatch',
    port: 'x',
    expected: describeRange(likelihood.range),
    received: describeRange(x.range),
    wish: { range: likelihood.range },
  }
  if (likelihood.family !== 'bernoulli') {
    const message = `The likelihood has outcomes in the range ${place.expected}, but x is in the range ${place.received}.`
    return [{ ...place, severity: 'error', message }]
  }
  if (x.range === 'unit' || x.range === 'grey256') {
    return [
      {
        ...place,
        severity: 'warning',
        message:
          'Grey values are not outcomes of a Bernoulli, which are 0 and 1: training works, but the value is not a likelihood of the data. Set Binarisation of the dataset to dynamic or threshold, or use a Gaussian likelihood.',
      },
    ]
  }
  return [
    {
      ...place,
      severity: 'error',
      message: `A Bernoulli has the outcomes 0 and 1, but x is in the range ${describeRange(x.range)}. Use binary data or a Gaussian likelihood.`,
    },
  ]
}

/** The divergence needs a Gaussian that depends on x. */
export function checkPosterior(posterior: DistributionSignal): readonly PortProblem[] {
  if (posterior.family === 'normal') return []
  return [
    {
      severity: 'error',
      code: 'family-mismatch',
      port: 'posterior',
      message: `The posterior must be a Gaussian that depends on x, such as the q of a Gaussian sampler; it is ${describeSignal(posterior)}.`,
      expected: 'Gaussian',
      received: describeSignal(posterior),
    },
  ]
}

/** Priors whose divergence from a Gaussian has a closed form. */
const closedForms: readonly DistributionFamily[] = ['standardNormal', 'normal']

export function checkPrior(
  node: string,
  prior: DistributionSignal,
  posterior: DistributionSignal,
): readonly PortProblem[] {
  const fixes = [supplyStandardNormal(node)]
  if (prior.range !== 'real') {
    return [
      {
        severity: 'error',
        code: 'family-mismatch',
        port: 'prior',
        message: `The prior must be a density over all real numbers, since the posterior is a Gaussian and can draw any of them; it is ${describeSignal(prior)}, with outcomes in the range ${describeRange(prior.range)}.`,
        expected: 'standard normal, Gaussian or logistic',
        received: describeSignal(prior),
        fixes,
      },
    ]
  }
  const estimated = closedForms.includes(prior.family) ? [] : [estimatedDivergence(prior)]
  if (prior.shape === 'any' || posterior.shape === 'any' || sameShape(prior.shape, posterior.shape)) return estimated
  return [
    {
      severity: 'error',
      code: 'shape-mismatch',
      port: 'prior',
      message: `The posterior is over ${describeShape(posterior.shape)}, but the prior is over ${describeShape(prior.shape)}.`,
      expected: describeShape(posterior.shape),
      received: describeShape(prior.shape),
      fixes,
    },
  ]
}

/** Not an error, only a notice: the loss is noisier than with a closed form. */
const estimatedDivergence = (prior: DistributionSignal): PortProblem => ({
  severity: 'info',
  code: 'estimated-divergence',
  port: 'prior',
  message: `The divergence of a Gaussian from a ${describeSignal(prior)} has no closed form: each step estimates it with eight draws from the posterior.`,
})

const supplyStandardNormal = (node: string): Fix => ({
  title: 'Use a standard normal prior',
  edits: [{ edit: 'supply', node, port: 'prior', kind: standardNormal.kind, params: {}, output: 'p' }],
})
