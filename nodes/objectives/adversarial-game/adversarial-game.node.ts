import { defineGame } from '../../../src/graph/define.ts'
import type { ExpandedCall } from '../../../src/graph/definition.ts'
import { choice, integer, real } from '../../../src/graph/fields.ts'
import { optimiserFieldsOf, readOptimiserOf } from '../../../src/graph/optimiser.ts'
import { criticLoss } from '../critic-loss/critic-loss.node.ts'
import { type DiscriminatorLoss, discriminatorLoss } from '../discriminator-loss/discriminator-loss.node.ts'
import { type GeneratorLoss, generatorLoss } from '../generator-loss/generator-loss.node.ts'

// Radford, Metz & Chintala (2016), section 4: the usual momentum makes both networks oscillate.
const adam = { learningRate: 0.0002, beta1: 0.5 }

const losses = [
  { value: 'minimax', title: 'Minimax' },
  { value: 'nonSaturating', title: 'Non-saturating' },
  { value: 'leastSquares', title: 'Least squares' },
  { value: 'wasserstein', title: 'Wasserstein, with gradient penalty' },
  { value: 'hinge', title: 'Hinge' },
] as const
type Loss = (typeof losses)[number]['value']

/** The loss of each network. */
const sides: Readonly<Record<Loss, { discriminator: DiscriminatorLoss | 'critic'; generator: GeneratorLoss }>> = {
  minimax: { discriminator: 'crossEntropy', generator: 'minimax' },
  nonSaturating: { discriminator: 'crossEntropy', generator: 'nonSaturating' },
  leastSquares: { discriminator: 'leastSquares', generator: 'leastSquares' },
  wasserstein: { discriminator: 'critic', generator: 'meanScore' },
  hinge: { discriminator: 'hinge', generator: 'meanScore' },
}

const scores = { realScore: { input: 'realScore' }, fakeScore: { input: 'fakeScore' } }

export const adversarialGame = defineGame({
  kind: 'objectives/adversarial-game',
  role: 'objective',
  family: 'objectives',
  title: 'Adversarial game',
  version: 1,
  summary: 'Trains a discriminator to distinguish real from fake, and a generator to fool it.',
  keywords: ['gan', 'minimax', 'wgan', 'gradient penalty', 'lsgan', 'hinge', 'adversary', 'aae', 'loss'],
  fields: {
    loss: choice<Loss>({
      title: 'Loss',
      help: 'The losses of both networks. Non-saturating gives the generator a gradient even while it is losing.',
      initial: 'nonSaturating',
      choices: losses,
    }),
    penalty: real({
      title: 'Penalty λ',
      help: "Weight of the gradient penalty, which keeps the norm of the critic's gradient near 1.",
      initial: 10,
      min: 0,
      max: 1000,
      when: { field: 'loss', is: 'wasserstein' },
    }),
    discriminatorSteps: integer({
      title: 'Discriminator steps',
      help: 'Discriminator updates per generator update, each on a separate batch.',
      initial: 1,
      min: 1,
      max: 100,
    }),
    labelSmoothing: real({
      title: 'Label smoothing',
      help: 'The target for real examples is 1 minus this.',
      initial: 0,
      min: 0,
      max: 0.5,
      when: { field: 'loss', is: 'minimax', or: ['nonSaturating', 'leastSquares'] },
    }),
    ...optimiserFieldsOf('discriminator', 'Discriminator', adam),
    ...optimiserFieldsOf('generator', 'Generator', adam),
  },
  inputs: {
    realScore: { signal: 'tensor', title: 'real score', help: "The discriminator's scores of real examples." },
    fakeScore: { signal: 'tensor', title: 'fake score', help: "The same discriminator's scores of fakes." },
  },
  outputs: {
    discriminator: { signal: 'objective', title: 'discriminator', help: 'The loss of the discriminator.' },
    generator: { signal: 'objective', title: 'generator', help: 'The loss of the generator.' },
  },
  expand({ params: { loss, penalty, labelSmoothing } }) {
    const { discriminator, generator } = sides[loss]
    const against: ExpandedCall =
      discriminator === 'critic'
        ? { name: 'discriminator', kind: criticLoss.kind, params: { penalty }, inputs: scores }
        : {
            name: 'discriminator',
            kind: discriminatorLoss.kind,
            params: { loss: discriminator, labelSmoothing: discriminator === 'hinge' ? 0 : labelSmoothing },
            inputs: scores,
          }
    return {
      calls: [
        against,
        {
          name: 'generator',
          kind: generatorLoss.kind,
          params: { loss: generator },
          inputs: { fakeScore: scores.fakeScore },
        },
      ],
      outputs: {
        discriminator: { call: 'discriminator', port: 'objective' },
        generator: { call: 'generator', port: 'objective' },
      },
    }
  },
  reading: {
    reading: 'adversarial',
    real: 'realScore',
    fake: 'fakeScore',
    logOdds: { param: 'loss', values: ['minimax', 'nonSaturating'] satisfies Loss[] },
  },
  phases: (params) => [
    {
      port: 'discriminator',
      title: 'discriminator',
      trains: { upstreamOfAll: ['realScore', 'fakeScore'], andOfNone: [] },
      repeats: params.discriminatorSteps,
      optimiser: readOptimiserOf('discriminator', params),
    },
    {
      port: 'generator',
      title: 'generator',
      trains: { upstreamOfAll: ['fakeScore'], andOfNone: ['realScore'] },
      repeats: 1,
      optimiser: readOptimiserOf('generator', params),
    },
  ],
})
