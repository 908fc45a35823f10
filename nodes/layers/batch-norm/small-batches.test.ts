// The number of values in each moment, and the message if there are too few.
import { describe, expect, test } from 'vitest'
import { inferGraph } from '../../../src/compiler/inference/infer.ts'
import { compileDocument } from '../../../src/compiler/program/compile.ts'
import { applyFix } from '../../../src/graph/apply-edit.ts'
import type { GraphDocument } from '../../../src/graph/document.ts'
import { readDocument } from '../../../src/graph/document-file.ts'
import { setTraining } from '../../../src/graph/edits.ts'
import type { JsonObject } from '../../../src/graph/json.ts'
import { definitions } from '../../index.ts'

const norm = { kind: 'layers/batch-norm', params: {} }
const dense = (units: number) => ({ kind: 'layers/dense', params: { units } })
const conv = (params: JsonObject) => ({ kind: 'layers/conv2d', params: { filters: 2, kernelSize: 3, ...params } })

const read = (batchSize: number, nodes: readonly JsonObject[], wires: readonly string[]): GraphDocument =>
  readDocument(
    {
      format: 'genloom',
      version: 1,
      title: 'Small batches',
      nodes: nodes.map((node) => ({ version: 1, params: {}, ...node })),
      wires,
      training: { seed: 1, batchSize, budget: { unit: 'steps', amount: 1 } },
    },
    definitions,
  )

const autoencoder = (batchSize: number, layers: readonly JsonObject[]): GraphDocument =>
  read(
    batchSize,
    [
      { id: 'digits', kind: 'data/digits', params: { size: '14' } },
      { id: 'encoder', kind: 'networks/encoder', params: { layers, output: 'features' } },
      { id: 'decoder', kind: 'networks/decoder', params: { layers: [], outputShape: [14, 14, 1] } },
      { id: 'likelihood', kind: 'stochastic/bernoulli-likelihood' },
      { id: 'reconstruction', kind: 'objectives/reconstruction' },
    ],
    [
      'digits.x -> encoder.x',
      'encoder.y -> decoder.z',
      'decoder.y -> likelihood.logits',
      'likelihood.p -> reconstruction.likelihood',
      'digits.x -> reconstruction.x',
    ],
  )

const flow = (batchSize: number, kind: string): GraphDocument =>
  read(
    batchSize,
    [
      { id: 'points', kind: 'data/points' },
      { id: 'norm', kind, frozen: true },
      { id: 'one', kind: 'flows/coupling' },
      { id: 'two', kind: 'flows/coupling', params: { swap: true } },
      { id: 'base', kind: 'stochastic/standard-normal' },
      { id: 'nll', kind: 'objectives/change-of-variables' },
    ],
    ['points.x -> norm.x', 'norm.y -> one.x', 'one.y -> two.x', 'two.y -> nll.z1', 'base.p -> nll.base'],
  )

const problemsOf = (document: GraphDocument) => inferGraph(document, definitions).problems
/** Severity, node and numbers for each moment. */
const told = (document: GraphDocument) =>
  problemsOf(document).map(({ severity, node, received }) => `${severity} ${node} ${received}`)

const toFour = [dense(4)]
const cases: readonly (readonly [what: string, document: GraphDocument, problems: readonly string[]])[] = [
  ['a vector, one of them', autoencoder(1, [dense(8), norm, ...toFour]), ['error encoder 1 number, in a batch of 1']],
  ['a vector, three of them', autoencoder(3, [dense(8), norm]), ['warning encoder 3 numbers, in a batch of 3']],
  ['a vector, four of them', autoencoder(4, [dense(8), norm]), []],
  ['one image of many positions', autoencoder(1, [conv({}), norm, { kind: 'layers/flatten', params: {} }]), []],
  [
    'one image of one position',
    autoencoder(1, [conv({ kernelSize: 14, padding: 'valid' }), norm, { kind: 'layers/flatten', params: {} }]),
    ['error encoder 1 number, in a batch of 1'],
  ],
  ['a frozen flow batch norm', flow(1, 'flows/flow-batch-norm'), ['error norm 1 number, in a batch of 1']],
  ['a frozen actnorm', flow(1, 'flows/actnorm'), ['error norm 1 number, in a batch of 1']],
  ['an actnorm that starts from two', flow(2, 'flows/actnorm'), ['warning norm 2 numbers, in a batch of 2']],
  ['moments over each example', autoencoder(1, [{ kind: 'layers/layer-norm', params: {} }]), []],
]

describe('of moments over a batch', () => {
  test.each(cases)('%s', (_what, document, problems) => {
    expect(told(document)).toEqual(problems)
    const errors = problems.filter((problem) => problem.startsWith('error'))
    expect('problems' in compileDocument(document, definitions)).toBe(errors.length > 0)
    for (const { fixes } of problemsOf(document)) {
      expect(fixes).toHaveLength(1)
      for (const fix of fixes) expect(told(applyFix(document, fix, definitions))).toEqual([])
    }
  })

  test('the layer is named, and changing only the batch size is detected', () => {
    const document = autoencoder(1, [dense(8), norm])
    const typed = inferGraph(document, definitions)
    expect(typed.problems[0]?.message).toMatch(/^Encoder: Batch norm \(batchNorm1\) computes .* over 1 number here/)
    const larger = inferGraph(setTraining(document, { batchSize: 2 }), definitions, typed)
    expect(larger.problems.map(({ severity }) => severity)).toEqual(['warning'])
  })
})
