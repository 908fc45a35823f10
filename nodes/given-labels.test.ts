// Models with labels as extra inputs: labels are requested from the data that has them, and a game on codes that gets labels on
// both sides is still a game on the codes.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, expect, test } from 'vitest'
import { compileDocument } from '../src/compiler/program/compile.ts'
import { findProcedure, type ProcedureName, type Program } from '../src/compiler/program/program.ts'
import type { Dataset, RealSplit, SplitName } from '../src/engine/data/dataset.ts'
import { readDocument } from '../src/graph/document-file.ts'
import type { JsonObject } from '../src/graph/json.ts'
import { sizeOf } from '../src/graph/signals.ts'
import { createDataFeed } from '../src/runtime/program/data-feed.ts'
import { definitions } from './index.ts'

type Node = readonly [id: string, kind: string, params?: JsonObject]

function programOf(nodes: readonly Node[], wires: readonly string[]) {
  const listed = nodes.map(([id, kind, params = {}]) => ({ id, kind, version: 1, params }))
  const json = { format: 'genloom', version: 1, title: 'Labels', nodes: listed, wires }
  const result = compileDocument(readDocument(json, definitions), definitions)
  if ('problems' in result) throw new Error(result.problems.map(({ message }) => message).join(' '))
  return result.program
}

function procedureOf(program: Program, name: ProcedureName) {
  const procedure = findProcedure(program, name)
  if (procedure) return procedure
  throw new Error(`There is no ${name}.`)
}

const digitsOf = (binarisation: string): Node => [
  'digits',
  'data/digits',
  { binarisation, size: '14', classes: [3, 7] },
]

beforeAll(() => tf.setBackend('cpu'))

function fakeData(name: string, shape: readonly number[], classNames: readonly string[]): Dataset {
  const split = (of: SplitName): RealSplit => ({
    name: of,
    element: 'real',
    count: 8,
    values: new Float32Array(8 * sizeOf(shape)),
    labels: new Uint8Array(8),
  })
  const splits = { train: split('train'), validation: split('validation'), test: split('test') }
  return { name, title: name, shape, classes: classNames.length, classNames, ...splits }
}

test('a given label is requested from the data that has labels, and from no other data given to samples', () => {
  const program = programOf(
    [
      digitsOf('none'),
      ['points', 'data/points'],
      ['both', 'layers/concat'],
      ['decoder', 'networks/decoder', { layers: [], outputShape: [14, 14, 1] }],
      ['likelihood', 'stochastic/gaussian-likelihood'],
      ['nll', 'objectives/negative-log-likelihood'],
    ],
    [
      'digits.label -> both.x1',
      'points.x -> both.x2',
      'both.y -> decoder.z',
      'decoder.y -> likelihood.mean',
      'likelihood.p -> nll.likelihood',
      'digits.x -> nll.x',
    ],
  )
  const datasets = program.data.map(({ node, dataset, shape }) => {
    return [dataset, fakeData(dataset, shape, node === 'digits' ? ['3', '7'] : ['0'])] as const
  })
  const feed = createDataFeed(program, new Map(datasets))
  const procedure = procedureOf(program, 'sample')
  const given = feed.conditions({ procedure, seed: 1, count: 2, labels: ['7', '3'] })
  expect(Array.from(given.column('digits', 'label').dataSync())).toEqual([0, 1, 1, 0])
  expect(given.column('points', 'example').shape).toEqual([2, 2])
})

test('an adversarial autoencoder whose discriminator receives the label is sampled through its prior', () => {
  const program = programOf(
    [
      digitsOf('dynamic'),
      ['encoder', 'networks/encoder', { layers: [{ kind: 'layers/dense', params: { units: 4 } }], output: 'features' }],
      ['decoder', 'networks/decoder', { layers: [], outputShape: [14, 14, 1] }],
      ['likelihood', 'stochastic/bernoulli-likelihood'],
      ['reconstruction', 'objectives/reconstruction'],
      ['prior', 'stochastic/noise', { shape: [4] }],
      ['real', 'layers/concat'],
      ['fake', 'layers/concat'],
      ['discriminator', 'networks/discriminator', { layers: [] }],
      ['game', 'objectives/adversarial-game'],
    ],
    [
      'digits.x -> encoder.x',
      'encoder.y -> decoder.z',
      'decoder.y -> likelihood.logits',
      'likelihood.p -> reconstruction.likelihood',
      'digits.x -> reconstruction.x',
      'prior.z -> real.x1',
      'digits.label -> real.x2',
      'encoder.y -> fake.x1',
      'digits.label -> fake.x2',
      'real.y -> discriminator.real',
      'fake.y -> discriminator.fake',
      'discriminator.realScore -> game.realScore',
      'discriminator.fakeScore -> game.fakeScore',
    ],
  )
  expect(program.density.density).toBe('implicit')
  const sample = procedureOf(program, 'sample')
  // Only the discriminator uses the label; draws from the prior are decoded without one.
  expect(sample.inputs.map(({ name }) => name)).toEqual(['count'])
  expect(procedureOf(program, 'decode').inputs.map(({ signal }) => signal)).toMatchObject([{ shape: [4] }])
})
