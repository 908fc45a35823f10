import { defineNode } from '../../../src/graph/define.ts'
import { choice, real } from '../../../src/graph/fields.ts'
import { checkGaussianParameters } from '../gaussian-parameters.ts'

const mean = { signal: 'tensor', title: 'mean', help: 'Mean of each element of the data.' } as const
const logVariance = {
  signal: 'tensor',
  title: 'log-variance',
  help: 'Logarithm of the variance of each element; clipped to -10…10.',
} as const
const outputs = {
  p: { signal: 'distribution', title: 'p', help: 'The distribution of the data given the latent.' },
} as const

export const gaussianLikelihood = defineNode({
  kind: 'stochastic/gaussian-likelihood',
  role: 'distribution',
  family: 'stochastic',
  title: 'Gaussian likelihood',
  version: 1,
  summary: 'Each element of the data is normally distributed about a mean.',
  keywords: ['normal', 'decoder', 'squared error', 'mse', 'real'],
  fields: {
    variance: choice({
      title: 'Variance',
      help: 'Fixed by you, learned as one number for all elements, or predicted for each element by the network.',
      initial: 'shared',
      choices: [
        { value: 'fixed', title: 'Fixed' },
        { value: 'shared', title: 'Learned, shared by all' },
        { value: 'predicted', title: 'Predicted by the network' },
      ],
    }),
    deviation: real({
      title: 'Deviation',
      help: 'Standard deviation of every element, in units of the data.',
      initial: 0.1,
      min: 0.0001,
      max: 1000,
      when: { field: 'variance', is: 'fixed' },
    }),
  },
  inputs: { mean, logVariance: { ...logVariance, optional: true } },
  outputs,
  ports: ({ variance }) => ({ inputs: variance === 'predicted' ? { mean, logVariance } : { mean }, outputs }),
  infer({ inputs }) {
    const problems = inputs.logVariance
      ? checkGaussianParameters('Gaussian likelihood', inputs.mean, inputs.logVariance)
      : []
    if (problems.length) return { outputs: {}, problems }
    return {
      outputs: { p: { signal: 'distribution', family: 'normal', shape: inputs.mean.shape, range: 'real' } },
    }
  },
  weights: ({ variance }) =>
    variance === 'shared' ? { logVariance: { shape: [], initialiser: { initialiser: 'zeros' } } } : {},
  mixing: () => 'none',
  means: { p: 'mean' },
  callParams: ['deviation'],
  isIncremental: true,
})
