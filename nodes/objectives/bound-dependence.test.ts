// What a bound may depend on: sound models are left alone, and each of the ways to cheat is refused at its port.
import { expect, test } from 'vitest'
import { inferGraph } from '../../src/compiler/infer.ts'
import { readDocument } from '../../src/graph/document-file.ts'
import type { JsonObject } from '../../src/graph/json.ts'
import { definitions } from '../index.ts'

const dense = (units: number) => ({ kind: 'layers/dense', params: { units, activation: 'relu' } })
const encoder = { layers: [dense(8)], latent: 4, output: 'gaussian' }
const base: Readonly<Record<string, readonly [kind: string, params?: JsonObject]>> = {
  digits: ['data/digits', { binarisation: 'dynamic', size: '14' }],
  enc: ['networks/encoder', encoder],
  q: ['stochastic/gaussian-sampler'],
  dec: ['networks/decoder', { layers: [dense(8)], outputShape: [14, 14, 1] }],
  lik: ['stochastic/bernoulli-likelihood'],
  prior: ['stochastic/standard-normal'],
  elbo: ['objectives/evidence-lower-bound'],
}
const wires: Readonly<Record<string, string>> = {
  'enc.x': 'digits.x',
  'q.mean': 'enc.mean',
  'q.logVariance': 'enc.logVariance',
  'dec.z': 'q.z',
  'lik.logits': 'dec.y',
  'elbo.x': 'digits.x',
  'elbo.likelihood': 'lik.p',
  'elbo.posterior': 'q.q',
  'elbo.prior': 'prior.p',
}

function errorsOf(nodes: Readonly<Record<string, readonly [string, JsonObject?]>>, changed: Record<string, string>) {
  const all = Object.entries({ ...base, ...nodes })
  const json = {
    format: 'genloom',
    version: 1,
    title: 'Bound',
    nodes: all.map(([id, [kind, params = {}]]) => ({ id, kind, version: 1, params })),
    wires: Object.entries({ ...wires, ...changed }).map(([to, from]) => `${from} -> ${to}`),
  }
  const { problems } = inferGraph(readDocument(json, definitions), definitions)
  return problems.flatMap(({ severity, code, node, port }) =>
    severity === 'error' ? [`${node}.${port}: ${code}`] : [],
  )
}

const gaussian = ['stochastic/gaussian-likelihood', { variance: 'predicted' }] as const
const concat = { flat: ['layers/flatten'], both: ['layers/concat'] } as const
const second = { enc2: ['networks/encoder', encoder], q2: ['stochastic/gaussian-sampler'] } as const
const drawsSecond = { 'q2.mean': 'enc2.mean', 'q2.logVariance': 'enc2.logVariance' }

test.each([
  ['a plain model', {}, {}],
  [
    'a decoder told the label',
    { both: ['layers/concat'] },
    { 'both.x1': 'q.z', 'both.x2': 'digits.label', 'dec.z': 'both.y' },
  ],
  [
    'a prior given the label',
    { net: ['networks/encoder', encoder], p: gaussian },
    { 'net.x': 'digits.label', 'p.mean': 'net.mean', 'p.logVariance': 'net.logVariance', 'elbo.prior': 'p.p' },
  ],
  [
    'a decoder with noise of its own',
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
