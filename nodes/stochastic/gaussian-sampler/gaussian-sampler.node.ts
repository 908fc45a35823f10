import { defineNode } from '../../../src/graph/define.ts'
import { tensor } from '../../../src/graph/signals.ts'
import { checkGaussianParameters } from '../gaussian-parameters.ts'

export const gaussianSampler = defineNode({
  kind: 'stochastic/gaussian-sampler',
  role: 'distribution',
  family: 'stochastic',
  title: 'Gaussian sampler',
  version: 1,
  summary: 'Draws from a Gaussian with the reparameterisation trick, so that gradients reach its mean and variance.',
  keywords: ['reparameterisation', 'reparameterization', 'posterior', 'latent', 'sample', 'vae'],
  fields: {},
  inputs: {
    mean: { signal: 'tensor', title: 'mean', help: 'Mean of each latent variable.' },
    logVariance: {
      signal: 'tensor',
      title: 'log-variance',
      help: 'Logarithm of the variance of each latent variable; clipped to -10…10.',
    },
  },
  outputs: {
    z: { signal: 'tensor', title: 'z', help: 'One draw for each example.' },
    q: { signal: 'distribution', title: 'q', help: 'The Gaussian that z was drawn from.' },
  },
  infer({ inputs: { mean, logVariance } }) {
    const problems = checkGaussianParameters('Gaussian sampler', mean, logVariance)
    if (problems.length) return { outputs: {}, problems }
    return {
      outputs: {
        z: tensor(mean.shape),
        q: { signal: 'distribution', family: 'normal', shape: mean.shape, range: 'real' },
      },
    }
  },
  callParams: [],
  usesContext: true,
  draws: { value: 'z', distribution: 'q' },
  means: { q: 'mean' },
})
