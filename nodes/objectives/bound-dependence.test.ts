// What a bound may depend on: sound models have no problems, and each way to cheat is an error at its port.
import { expect, test } from 'vitest'
import { boundGraph, drawsSecond, encoder, gaussian, second } from '../../src/compiler/fixtures/bounds.ts'
import { inferGraph } from '../../src/compiler/inference/infer.ts'
import { definitions } from '../index.ts'

function errorsOf(...changes: Parameters<typeof boundGraph>) {
  const { problems } = inferGraph(boundGraph(...changes), definitions)
  return problems.flatMap(({ severity, code, node, port }) =>
    severity === 'error' ? [`${node}.${port}: ${code}`] : [],
  )
}

const concat = { flat: ['layers/flatten'], both: ['layers/concat'] } as const

test.each([
  ['a plain model', {}, {}],
  [
    'a decoder given the label',
    { both: ['layers/concat'] },
    { 'both.x1': 'q.z', 'both.x2': 'digits.label', 'dec.z': 'both.y' },
  ],
  [
    'a prior given the label',
    { net: ['networks/encoder', encoder], p: gaussian },
    { 'net.x': 'digits.label', 'p.mean': 'net.mean', 'p.logVariance': 'net.logVariance', 'elbo.prior': 'p.p' },
  ],
  [
    'a decoder with separate noise',
    { noise: ['stochastic/noise', { shape: [3] }], both: ['layers/concat'] },
    { 'both.x1': 'q.z', 'both.x2': 'noise.z', 'dec.z': 'both.y' },
  ],
  ['a decoder that draws again from the latent alone', second, { 'enc2.x': 'q.z', ...drawsSecond, 'dec.z': 'q2.z' }],
  ['a posterior that sees another draw', { ...second }, { 'enc2.x': 'digits.x', ...drawsSecond, 'enc.x': 'q2.z' }],
] as const)('%s is sound', (_, nodes, changed) => {
  expect(errorsOf(nodes, changed)).toEqual([])
})

test.each([
  [
    'a prior made by the encoder',
    { p: gaussian },
    { 'p.mean': 'enc.mean', 'p.logVariance': 'enc.logVariance', 'elbo.prior': 'p.p' },
    'elbo.prior: prior-sees-x',
  ],
  ['the posterior as prior', {}, { 'elbo.prior': 'q.q' }, 'elbo.prior: prior-sees-x'],
  [
    'a prior around the draw itself',
    { net: ['networks/encoder', encoder], p: gaussian },
    { 'net.x': 'q.z', 'p.mean': 'net.mean', 'p.logVariance': 'net.logVariance', 'elbo.prior': 'p.p' },
    'elbo.prior: prior-sees-latent',
  ],
  [
    'a prior that sees x through another draw',
    { ...second, p: gaussian },
    { 'enc2.x': 'digits.x', ...drawsSecond, 'p.mean': 'q2.z', 'p.logVariance': 'q2.z', 'elbo.prior': 'p.p' },
    'elbo.prior: draw-without-term',
  ],
  [
    'a decoder that reads x',
    concat,
    { 'flat.x': 'digits.x', 'both.x1': 'q.z', 'both.x2': 'flat.y', 'dec.z': 'both.y' },
    'elbo.likelihood: likelihood-sees-x',
  ],
  [
    "a decoder that reads the posterior's mean beside the draw",
    { both: ['layers/concat'] },
    { 'both.x1': 'q.z', 'both.x2': 'enc.mean', 'dec.z': 'both.y' },
    'elbo.likelihood: likelihood-sees-x',
  ],
  ['a decoder around the sampler', {}, { 'dec.z': 'enc.mean' }, 'elbo.likelihood: likelihood-sees-x'],
  [
    'a second draw without a divergence',
    { ...second, both: ['layers/concat'] },
    { 'enc2.x': 'digits.x', ...drawsSecond, 'both.x1': 'q.z', 'both.x2': 'q2.z', 'dec.z': 'both.y' },
    'elbo.likelihood: draw-without-term',
  ],
  [
    'a decoder that reads the same digits from another node',
    { ...concat, again: ['data/digits', { size: '14' }] },
    { 'flat.x': 'again.x', 'both.x1': 'q.z', 'both.x2': 'flat.y', 'dec.z': 'both.y' },
    'elbo.likelihood: likelihood-sees-x',
  ],
] as const)('%s is refused', (_, nodes, changed, problem) => {
  expect(errorsOf(nodes, changed)).toEqual([problem])
})
