// Bounds that cheat, compiled past the refusal that they meet in a graph: the numbers must tell on them too. And bounds that
// look as if they did.
import { readFileSync } from 'node:fs'
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, expect, test } from 'vitest'
import { definitions } from '../../../nodes/index.ts'
import { ops } from '../../../nodes/ops.ts'
import { readTemplate } from '../../../templates/index.ts'
import { shrunk } from '../../../templates/shrunk.ts'
import { readDatasets } from '../../cli/datasets.ts'
import { boundGraph, drawsSecond, encoder, gaussian, second } from '../../compiler/fixtures/bounds.ts'
import { inferGraph } from '../../compiler/inference/infer.ts'
import { compileGraph } from '../../compiler/program/compile.ts'
import type { Program } from '../../compiler/program/program.ts'
import { intrinsics } from '../../engine/math/intrinsics.ts'
import type { GraphDocument } from '../../graph/document.ts'
import { readDocument } from '../../graph/document-file.ts'
import { opsOf } from '../op-of.ts'
import { createDataFeed } from '../program/data-feed.ts'
import { dependence } from './density/dependence.ts'
import { askOn, failuresOf, passesOf } from './fixtures/checked-model.ts'

beforeAll(() => tf.setBackend('cpu'))

const titles = ['Prior without x', 'Likelihood given the draw', 'Prior without the draw']
const [prior, likelihood, priorByDraw] = titles

/** As if it had not been rejected. */
function compileAnyway(document: GraphDocument): { readonly program: Program; readonly refused: readonly string[] } {
  const typed = inferGraph(document, definitions)
  const errors = typed.problems.filter(({ severity }) => severity === 'error')
  const compilation = compileGraph({ ...typed, problems: typed.problems.filter((one) => !errors.includes(one)) })
  if ('problems' in compilation) throw new Error(compilation.problems.map(({ message }) => message).join(' '))
  return { program: compilation.program, refused: errors.map(({ code }) => code) }
}

async function answers(program: Program) {
  const feed = createDataFeed(program, await readDatasets(program.data.map(({ dataset }) => dataset)))
  return askOn(feed, dependence, program, opsOf(ops, intrinsics))
}

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
  ['a posterior that sees another draw', second, { 'enc2.x': 'digits.x', ...drawsSecond, 'enc.x': 'q2.z' }],
] as const)('%s is honest', async (_, nodes, changed) => {
  const { program, refused } = compileAnyway(boundGraph(nodes, changed))
  expect(refused).toEqual([])
  const results = await answers(program)
  expect(failuresOf(results)).toEqual([])
  expect(passesOf(results)).toEqual(titles)
})

test.each(['vae', 'vae-2d', 'vae-conv', 'vae-layers'])('the template %s is honest', async (name) => {
  const results = await answers(compileAnyway(shrunk(readTemplate(name, definitions).document)).program)
  expect(failuresOf(results)).toEqual([])
  expect(passesOf(results)).toEqual(titles)
})

test.each([
  [
    'a prior made by the encoder',
    { p: gaussian },
    { 'p.mean': 'enc.mean', 'p.logVariance': 'enc.logVariance', 'elbo.prior': 'p.p' },
    [`${prior}: p`],
  ],
  ['the posterior as prior', {}, { 'elbo.prior': 'q.q' }, [`${prior}: q`]],
  [
    'a prior around the draw itself',
    { net: ['networks/encoder', encoder], p: gaussian },
    { 'net.x': 'q.z', 'p.mean': 'net.mean', 'p.logVariance': 'net.logVariance', 'elbo.prior': 'p.p' },
    [`${priorByDraw}: p`],
  ],
  [
    'a prior that sees x through another draw',
    { ...second, p: gaussian },
    { 'enc2.x': 'digits.x', ...drawsSecond, 'p.mean': 'q2.z', 'p.logVariance': 'q2.z', 'elbo.prior': 'p.p' },
    [`${prior}: p`],
  ],
  [
    "a decoder that reads the posterior's mean beside the draw",
    { both: ['layers/concat'] },
    { 'both.x1': 'q.z', 'both.x2': 'enc.mean', 'dec.z': 'both.y' },
    [`${likelihood}: lik`],
  ],
  ['a decoder around the sampler', {}, { 'dec.z': 'enc.mean' }, [`${likelihood}: lik`]],
  [
    'a second draw without a divergence',
    { ...second, both: ['layers/concat'] },
    { 'enc2.x': 'digits.x', ...drawsSecond, 'both.x1': 'q.z', 'both.x2': 'q2.z', 'dec.z': 'both.y' },
    [`${likelihood}: lik`],
  ],
  [
    'a decoder that reads the same digits from another node',
    { flat: ['layers/flatten'], both: ['layers/concat'], again: ['data/digits', { size: '14' }] },
    { 'flat.x': 'again.x', 'both.x1': 'q.z', 'both.x2': 'flat.y', 'dec.z': 'both.y' },
    [`${likelihood}: lik`],
  ],
] as const)('%s is found out', async (_, nodes, changed, failures) => {
  const { program, refused } = compileAnyway(boundGraph(nodes, changed))
  expect(refused).toHaveLength(1)
  expect(failuresOf(await answers(program))).toEqual(failures)
})

test.each([
  ['prior-sees-x', `${prior}: prior`],
  ['decoder-sees-x', `${likelihood}: lik`],
])('the case %s is found out', async (name, failure) => {
  const file = new URL(`../../../cases/${name}.json`, import.meta.url)
  const document = readDocument(JSON.parse(readFileSync(file, 'utf8')), definitions)
  const { program, refused } = compileAnyway(shrunk(document))
  expect(refused).toHaveLength(1)
  const results = await answers(program)
  expect(failuresOf(results)).toEqual([failure])
  expect(results.find(({ outcome }) => outcome === 'failed')?.sentence).toContain('not a bound on the likelihood')
})
