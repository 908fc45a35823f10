// The memory of a run computed by hand, and the messages when there is not enough.

import { describe, expect, test } from 'vitest'
import { definitions } from '../../../nodes/index.ts'
import { builtInDatasets as datasets } from '../../engine/data/built-in-datasets.ts'
import { applyFix } from '../../graph/apply-edit.ts'
import { readDocument } from '../../graph/document-file.ts'
import type { JsonObject } from '../../graph/json.ts'
import { toyDatasets } from '../../graph/toy-datasets.ts'
import { memoryProblems, wasmMemory } from '../problems/memory-problems.ts'
import { compileDocument } from './compile.ts'
import { estimateMemory } from './memory.ts'
import type { Program } from './program.ts'

const node = (id: string, kind: string, params: JsonObject = {}): JsonObject => ({ id, kind, version: 1, params })

/** Points of the plane through dense layers and back, with an optimiser. */
const graph = (units: readonly number[], batchSize: number, optimiser: string): JsonObject => ({
  format: 'genloom',
  version: 1,
  title: 'Through dense layers',
  nodes: [
    node('points', 'data/points'),
    ...units.map((count, i) => node(`dense${i}`, 'layers/dense', { units: count, activation: 'linear' })),
    node('back', 'layers/dense', { units: 2, activation: 'linear' }),
    node('likelihood', 'stochastic/gaussian-likelihood'),
    node('loss', 'objectives/reconstruction', { optimiser }),
  ],
  wires: [
    ...[...units.keys(), 'back'].map((_, i) => {
      const [from, to] = [i === 0 ? 'points.x' : `dense${i - 1}.y`, i === units.length ? 'back' : `dense${i}`]
      return `${from} -> ${to}.x`
    }),
    'back.y -> likelihood.mean',
    'likelihood.p -> loss.likelihood',
    'points.x -> loss.x',
  ],
  training: { seed: 1, batchSize, budget: { unit: 'steps', amount: 1 } },
})

function compile(json: JsonObject): Program {
  const result = compileDocument(readDocument(json, definitions), definitions)
  if ('problems' in result) throw new Error(result.problems.map(({ message }) => message).join(' '))
  return result.program
}

test.each([
  ['adam', 2],
  ['sgd', 1],
  ['rmsprop', 1],
] as const)('of two dense layers, by hand, with %s', (optimiser, remembered) => {
  const [hidden, batch] = [7, 5]
  // The last is the variance of the likelihood.
  const numbers = 2 * hidden + hidden + hidden * 2 + 2 + 1
  const estimate = estimateMemory(compile(graph([hidden], batch, optimiser)), datasets)
  expect(estimate.weights).toBe(4 * numbers)
  expect(estimate.moments).toBe(4 * remembered * numbers)
  expect(estimate.gradients).toBe(4 * numbers)
  // 30,000 points with two coordinates.
  expect(estimate.data).toBe(4 * 2 * 30_000)
  // Each layer by the larger of its sides, likelihood and loss by their inputs; four tensors each.
  expect(estimate.activations).toBe(4 * 4 * batch * (hidden + hidden + 2 + 2))
  const { weights, moments, gradients, activations, data, total } = estimate
  expect(total).toBe(weights + moments + gradients + activations + data)
  expect(estimate.tensor).toEqual({ node: 'dense0', bytes: 4 * Math.max(2 * hidden, batch * hidden) })
})

test('of data whose size the catalogue knows', () => {
  const program = compile(graph([7], 5, 'adam'))
  const facts = { ...datasets.facts('two-moons'), sizes: { train: 7, validation: 2, test: 1 } }
  expect(estimateMemory(program, { ids: ['any'], facts: () => facts }).data).toBe(4 * 2 * 10)
  expect(() => estimateMemory(program, toyDatasets)).toThrow(
    'The node "points" uses an unknown dataset. No dataset is named "two-moons"; known: toy',
  )
})

describe('a run', () => {
  const onWasm = { most: [wasmMemory], device: { bytes: 8e9, of: 'this machine' } }

  test('that fits is no problem', () => {
    expect(memoryProblems(compile(graph([64], 128, 'adam')), onWasm, datasets)).toEqual([])
  })

  test('with more weights than fit is an immediate error that names the bytes', () => {
    const start = performance.now()
    const program = compile(graph([65_536, 65_536, 65_536], 1, 'adam'))
    const problems = memoryProblems(program, onWasm, datasets)
    expect(performance.now() - start).toBeLessThan(1000)
    // Two layers with 2^32 weights; four numbers for each weight.
    expect(problems).toMatchObject([
      {
        severity: 'error',
        code: 'too-much-memory',
        node: 'dense1',
        received: '137 GB',
        expected: 'at most 4.29 GB',
        fixes: [],
      },
    ])
    expect(problems[0]?.message).toMatch(
      /^A run would take about 137 GB, but WebAssembly has 4\.29 GB: .*most, 68\.7 GB\.$/,
    )
  })

  test('with too large a batch is an error with a batch size that fits', () => {
    const document = readDocument(graph([8192, 8192], 65_536, 'sgd'), definitions)
    const program = compile(graph([8192, 8192], 65_536, 'sgd'))
    const [problem] = memoryProblems(program, onWasm, datasets)
    expect(problem).toMatchObject({ severity: 'error' })
    const [fix] = problem?.fixes ?? []
    if (!fix) throw new Error('There is no fix.')
    const { training } = applyFix(document, fix, definitions)
    const withBatch = (batchSize: number) =>
      memoryProblems({ ...program, training: { ...training, batchSize } }, onWasm, datasets)
    expect(withBatch(training.batchSize).filter(({ severity }) => severity === 'error')).toEqual([])
    expect(withBatch(2 * training.batchSize)).toMatchObject([{ severity: 'error' }])
  })

  test('that takes more than half of the memory is a warning', () => {
    const program = compile(graph([8192, 8192], 1, 'adam'))
    const { total } = estimateMemory(program, datasets)
    const on = (bytes: number) =>
      memoryProblems(program, { ...onWasm, device: { bytes, of: 'this machine' } }, datasets)
    expect(on(2.1 * total)).toEqual([])
    expect(on(1.9 * total)).toMatchObject([{ severity: 'warning', code: 'too-much-memory' }])
    expect(on(1.9 * total)[0]?.message).toContain('more than half of the 2.04 GB that this machine has')
  })
})
