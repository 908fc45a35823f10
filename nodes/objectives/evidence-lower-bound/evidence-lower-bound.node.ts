import { defineNode } from '../../../src/graph/define.ts'
import { real } from '../../../src/graph/fields.ts'
import { optimiserFields, readOptimiser } from '../../../src/graph/optimiser.ts'
import { checkLikelihood, checkObservedRange, checkPosterior, checkPrior } from './checks.ts'

export const evidenceLowerBound = defineNode({
  kind: 'objectives/evidence-lower-bound',
  role: 'objective',
  family: 'objectives',
  title: 'Evidence lower bound',
  version: 1,
  summary: 'Trains a latent-variable model: reconstruct the data, keep the posterior near the prior.',
  keywords: ['elbo', 'vae', 'beta-vae', 'variational', 'kl', 'loss', 'autoencoder'],
  fields: {
    beta: real({
      title: 'β',
      help: 'Weight of the divergence. At 1 the loss is an upper bound on -log p(x); larger values favour a simpler latent.',
      initial: 1,
      min: 0,
      max: 1000,
    }),
    ...optimiserFields,
  },
  inputs: {
    x: { signal: 'tensor', title: 'x', help: 'The observed data.' },
    likelihood: {
      signal: 'distribution',
      title: 'likelihood',
      help: "p(x | z), the decoder's distribution of the data.",
    },
    posterior: {
      signal: 'distribution',
      title: 'posterior',
      help: "q(z | x), the encoder's distribution of the latent.",
    },
    prior: { signal: 'distribution', title: 'prior', help: 'p(z).' },
  },
  outputs: { objective: { signal: 'objective', title: 'objective', help: 'Negative bound in nats, to be minimised.' } },
  infer: ({ node, inputs: { x, likelihood, posterior, prior } }) => ({
    outputs: { objective: { signal: 'objective', terms: ['reconstruction', 'kl'] } },
    problems: [
      ...checkLikelihood(x, likelihood),
      ...checkObservedRange(node, x, likelihood),
      ...checkPosterior(posterior),
      ...checkPrior(node, prior, posterior),
    ],
  }),
  callParams: ['beta'],
  usesContext: true,
  reading: {
    reading: 'latentVariable',
    observed: 'x',
    likelihood: 'likelihood',
    posterior: 'posterior',
    prior: 'prior',
  },
  optimiser: readOptimiser,
})
