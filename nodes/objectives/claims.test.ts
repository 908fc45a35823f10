// How the value of an objective is described: of which variable, given what, from which phase, whatever the order of nodes.
import { expect, test } from 'vitest'
import { smallAdversarialAutoencoder } from '../../src/compiler/fixtures/games.ts'
import { compileDocument } from '../../src/compiler/program/compile.ts'
import { readDocument } from '../../src/graph/document-file.ts'
import type { JsonObject } from '../../src/graph/json.ts'
import { definitions } from '../index.ts'

type Node = readonly [id: string, kind: string, params?: JsonObject]

function programOf(nodes: readonly Node[], wires: readonly string[]) {
  const listed = nodes.map(([id, kind, params = {}]) => ({ id, kind, version: 1, params }))
  const json = { format: 'genloom', version: 1, title: 'Claim', nodes: listed, wires }
  const result = compileDocument(readDocument(json, definitions), definitions)
  if ('problems' in result) throw new Error(result.problems.map(({ message }) => message).join(' '))
  return result.program
}

const digits: Node = ['digits', 'data/digits', { binarisation: 'dynamic', size: '14' }]

test('logistic regression is a likelihood of the label given x, and draws no examples', () => {
  const program = programOf(
    [
      digits,
      ['flat', 'layers/flatten'],
      ['lin', 'layers/dense', { units: 10 }],
      ['lik', 'stochastic/bernoulli-likelihood'],
      ['nll', 'objectives/negative-log-likelihood'],
    ],
    [
      'digits.x -> flat.x',
      'flat.y -> lin.x',
      'lin.y -> lik.logits',
      'digits.label -> nll.x',
      'lik.p -> nll.likelihood',
    ],
  )
  expect(program.density).toMatchObject({
    density: 'exact',
    sentence: 'Explicit, tractable density: log p(label given x) is exact.',
    likelihood: { of: { variable: 'label', dimensions: 10 }, given: ['x'], phase: 'objective/nll' },
  })
  expect(program.procedures.map(({ name }) => name)).not.toContain('sample')
})

test('naive Bayes is a likelihood of x given the label', () => {
  const { density } = programOf(
    [
      digits,
      ['lin', 'layers/dense', { units: 196 }],
      ['shape', 'layers/reshape', { shape: [14, 14, 1] }],
      ['lik', 'stochastic/bernoulli-likelihood'],
      ['nll', 'objectives/negative-log-likelihood'],
    ],
    [
      'digits.label -> lin.x',
      'lin.y -> shape.x',
      'shape.y -> lik.logits',
      'digits.x -> nll.x',
      'lik.p -> nll.likelihood',
    ],
  )
  expect(density.likelihood).toMatchObject({ of: { variable: 'x', dimensions: 196 }, given: ['label'] })
})

test('a likelihood averaged over noise is bounded by a one-draw estimate', () => {
  const { density, procedures } = programOf(
    [
      digits,
      ['noise', 'stochastic/noise', { shape: [4] }],
      ['dec', 'networks/decoder', { layers: [], outputShape: [14, 14, 1] }],
      ['lik', 'stochastic/bernoulli-likelihood'],
      ['nll', 'objectives/negative-log-likelihood'],
    ],
    ['noise.z -> dec.z', 'dec.y -> lik.logits', 'digits.x -> nll.x', 'lik.p -> nll.likelihood'],
  )
  expect(density.density).toBe('bound')
  const { summary } = procedures.find(({ name }) => name === 'logProb') ?? {}
  expect(summary).toBe('One draw of a lower bound on log p(x) of each example, in nats.')
})

test('the note for a model without a density does not mention densities', () => {
  const ofFeatures = programOf(
    [
      digits,
      ['enc', 'networks/encoder', { layers: [], latent: 4 }],
      ['q', 'stochastic/gaussian-sampler'],
      ['flat', 'layers/flatten'],
      ['features', 'layers/dense', { units: 8 }],
      ['dec', 'layers/dense', { units: 8 }],
      ['lik', 'stochastic/gaussian-likelihood'],
      ['prior', 'stochastic/standard-normal'],
      ['elbo', 'objectives/evidence-lower-bound'],
    ],
    [
      'digits.x -> enc.x',
      'enc.mean -> q.mean',
      'enc.logVariance -> q.logVariance',
      'q.z -> dec.x',
      'dec.y -> lik.mean',
      'digits.x -> flat.x',
      'flat.y -> features.x',
      'features.y -> elbo.x',
      'lik.p -> elbo.likelihood',
      'q.q -> elbo.posterior',
      'prior.p -> elbo.prior',
    ],
  )
  const translated = programOf(
    [
      digits,
      ['points', 'data/points'],
      ['generator', 'networks/generator', { layers: [], outputShape: [2], outputActivation: 'linear' }],
      ['discriminator', 'networks/discriminator', { layers: [] }],
      ['game', 'objectives/adversarial-game'],
    ],
    [
      'digits.x -> generator.z',
      'points.x -> discriminator.real',
      'generator.y -> discriminator.fake',
      'discriminator.realScore -> game.realScore',
      'discriminator.fakeScore -> game.fakeScore',
    ],
  )
  for (const { density, absent } of [ofFeatures, translated]) {
    expect(density.density).toBe('none')
    expect(absent.find(({ name }) => name === 'logProb')?.reason).toBe(density.sentence)
  }
})

test('the phase is that of the bound, whichever node is listed first', () => {
  const dense = (units: number) => ({ kind: 'layers/dense', params: { units } })
  const nodes: readonly Node[] = [
    digits,
    ['enc', 'networks/encoder', { layers: [dense(8)], latent: 4 }],
    ['q', 'stochastic/gaussian-sampler'],
    ['dec', 'networks/decoder', { layers: [dense(8)], outputShape: [14, 14, 1] }],
    ['lik', 'stochastic/bernoulli-likelihood'],
    ['prior', 'stochastic/standard-normal'],
    ['img', 'layers/activation', { function: 'sigmoid' }],
    ['dis', 'networks/discriminator', { layers: [dense(8)] }],
    ['game', 'objectives/adversarial-game'],
    ['elbo', 'objectives/evidence-lower-bound'],
  ]
  const wires = [
    ...['digits.x -> enc.x', 'enc.mean -> q.mean', 'enc.logVariance -> q.logVariance', 'q.z -> dec.z'],
    ...['dec.y -> lik.logits', 'dec.y -> img.x', 'digits.x -> dis.real', 'img.y -> dis.fake'],
    ...['dis.realScore -> game.realScore', 'dis.fakeScore -> game.fakeScore', 'digits.x -> elbo.x'],
    ...['lik.p -> elbo.likelihood', 'q.q -> elbo.posterior', 'prior.p -> elbo.prior'],
  ]
  for (const order of [nodes, nodes.toReversed()])
    expect(programOf(order, wires).density.likelihood).toMatchObject({ phase: 'objective/elbo', given: [] })
})

test('a reconstruction from noise is not an autoencoder: the generator is sampled from noise', () => {
  const dense = { kind: 'layers/dense', params: { units: 4, activation: 'linear' } }
  const program = programOf(
    [
      digits,
      ['c', 'stochastic/noise', { shape: [4] }],
      ['gen', 'networks/generator', { layers: [], outputShape: [14, 14, 1] }],
      ['dis', 'networks/discriminator', { layers: [] }],
      ['net', 'networks/encoder', { layers: [dense], output: 'features' }],
      ['lik', 'stochastic/gaussian-likelihood', { variance: 'fixed', deviation: 1 }],
      ['info', 'objectives/reconstruction'],
      ['game', 'objectives/adversarial-game'],
    ],
    [
      ...['c.z -> gen.z', 'digits.x -> dis.real', 'gen.y -> dis.fake', 'gen.y -> net.x', 'net.y -> lik.mean'],
      ...['c.z -> info.x', 'lik.p -> info.likelihood'],
      ...['dis.realScore -> game.realScore', 'dis.fakeScore -> game.fakeScore'],
    ],
  )
  const sample = program.procedures.find(({ name }) => name === 'sample')
  expect(sample?.inputs.map(({ name }) => name)).toEqual(['count'])
  expect(program.procedures.map(({ name }) => name)).not.toContain('reconstruct')
})

test('an adversarial autoencoder is still read as one', () => {
  const result = compileDocument(readDocument(smallAdversarialAutoencoder(), definitions), definitions)
  const names = 'program' in result ? result.program.procedures.map(({ name }) => name) : []
  expect(names).toEqual(expect.arrayContaining(['sample', 'encode', 'reconstruct']))
})
