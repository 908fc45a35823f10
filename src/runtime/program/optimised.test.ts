// Programs as their graphs are drawn against what is left of them after optimisation: the same losses, gradients, state and
// samples, to the last bit.
import { readFileSync } from 'node:fs'
import * as tf from '@tensorflow/tfjs-core'
import '../../engine/backends/register-gradients.ts'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, describe, expect, test } from 'vitest'
import { definitions } from '../../../nodes/index.ts'
import { ops } from '../../../nodes/ops.ts'
import { readTemplates } from '../../../templates/index.ts'
import { shrunk } from '../../../templates/shrunk.ts'
import { inferGraph } from '../../compiler/inference/infer.ts'
import { optimise } from '../../compiler/optimise/optimise.ts'
import { assembleProgram } from '../../compiler/program/compile.ts'
import { findProcedure, type Program } from '../../compiler/program/program.ts'
import { loadDataset } from '../../engine/data/load.ts'
import { intrinsics } from '../../engine/math/intrinsics.ts'
import type { GraphDocument } from '../../graph/document.ts'
import { readDocument } from '../../graph/document-file.ts'
import type { JsonObject } from '../../graph/json.ts'
import { drawSamples } from '../evaluation/generation.ts'
import { opsOf } from '../op-of.ts'
import { createTrainer } from '../training/trainer.ts'
import { createDataFeed } from './data-feed.ts'
import { createModel } from './model.ts'

beforeAll(() => tf.setBackend('cpu'))

const readPublic = async (path: string) =>
  new Uint8Array(readFileSync(new URL(`../../../public/${path}`, import.meta.url)))

function assembled(document: GraphDocument): Program {
  const result = assembleProgram(inferGraph(document, definitions))
  if ('problems' in result) throw new Error(result.problems.map(({ message }) => message).join(' '))
  return result.program
}

/** Everything that three steps and three samples leave behind. */
async function outcome(program: Program) {
  const names = [...new Set(program.data.map(({ dataset }) => dataset))]
  const datasets = await Promise.all(names.map(async (name) => [name, await loadDataset(name, readPublic)] as const))
  const model = createModel(program, opsOf(ops, intrinsics))
  const trainer = createTrainer(model, createDataFeed(program, new Map(datasets)))
  for (let step = 0; step < 3; step++) trainer.advance()
  const curve = await trainer.readMetrics()
  const { tensors } = await trainer.save(0)
  const samples = findProcedure(program, 'sample') && (await drawSamples(model, trainer.feed, { seed: 5, count: 3 }))
  trainer.dispose()
  return { curve, tensors, samples }
}

async function expectTheSame(program: Program): Promise<Program> {
  const small = optimise(program)
  expect(optimise(small)).toBe(small)
  expect(await outcome(small)).toEqual(await outcome(program))
  return small
}

const callCount = ({ functions, procedures }: Program) =>
  [...functions, ...procedures].reduce((sum, { calls }) => sum + calls.length, 0)

test.each(readTemplates(definitions))('template $name', { timeout: 120_000 }, async ({ document }) => {
  await expectTheSame(assembled(shrunk(document)))
})

type Node = readonly [id: string, kind: string, params?: JsonObject]

const digits = (nodes: readonly Node[], wires: readonly string[]): GraphDocument =>
  readDocument(
    {
      format: 'genloom',
      version: 1,
      title: 'Redundant',
      nodes: [
        ['digits', 'data/digits', { binarisation: 'dynamic', size: '14' }] as const,
        ...nodes,
        ['likelihood', 'stochastic/bernoulli-likelihood'] as const,
        ['nll', 'objectives/negative-log-likelihood'] as const,
      ].map(([id, kind, params = {}]) => ({ id, kind, version: 1, params })),
      wires: ['digits.x -> nll.x', 'likelihood.p -> nll.likelihood', ...wires],
      training: { seed: 2, batchSize: 4, budget: { unit: 'steps', amount: 3 } },
    },
    definitions,
  )

describe('graphs in which there is something to leave out', () => {
  test('copies, and calls twice', { timeout: 120_000 }, async () => {
    const conv = { filters: 4, kernelSize: 1 }
    const program = assembled(
      digits(
        [
          ['same', 'layers/rescale', { scale: 1, shift: 0 }],
          ['first', 'masked/masked-conv2d', { filters: 4, mask: 'A', activation: 'linear' }],
          ['bent', 'layers/activation', { function: 'tanh' }],
          ['alsoBent', 'layers/activation', { function: 'tanh' }],
          ['sum', 'layers/add'],
          ['kept', 'layers/dropout', { rate: 0 }],
          ['left', 'layers/dropout', { rate: 0.5 }],
          ['right', 'layers/dropout', { rate: 0.5 }],
          ['halves', 'layers/concat'],
          ['logits', 'layers/conv2d', { ...conv, filters: 1 }],
        ],
        [
          'digits.x -> same.x',
          'same.y -> first.x',
          'first.y -> bent.x',
          'first.y -> alsoBent.x',
          'bent.y -> sum.x1',
          'alsoBent.y -> sum.x2',
          'sum.y -> kept.x',
          'kept.y -> left.x',
          'kept.y -> right.x',
          'left.y -> halves.x1',
          'right.y -> halves.x2',
          'halves.y -> logits.x',
          'logits.y -> likelihood.logits',
        ],
      ),
    )
    const small = await expectTheSame(program)
    const names = findProcedure(small, 'objective/nll')?.calls.map(({ name }) => name)
    expect(names).toEqual(['first', 'bent', 'sum', 'left', 'right', 'halves', 'logits', 'likelihood', 'nll'])
  })

  test('an unused output of gated convolutions', { timeout: 120_000 }, async () => {
    const gated = (mask: string) => ({ filters: 4, kernelSize: 3, mask })
    const program = assembled(
      digits(
        [
          ['one', 'masked/gated-conv2d', gated('A')],
          ['two', 'masked/gated-conv2d', gated('B')],
          ['logits', 'layers/conv2d', { filters: 1, kernelSize: 1 }],
        ],
        [
          'digits.x -> one.vertical',
          'digits.x -> one.horizontal',
          'one.vertical -> two.vertical',
          'one.horizontal -> two.horizontal',
          'two.horizontal -> logits.x',
          'logits.y -> likelihood.logits',
        ],
      ),
    )
    const small = await expectTheSame(program)
    expect(callCount(small)).toBe(callCount(program) - 1)
    const last = small.functions.find(({ name }) => name === 'two')
    expect(Object.keys(last?.outputs ?? {})).toEqual(['horizontal'])
    expect(last?.calls.map(({ name }) => name)).not.toContain('two/verticalGate')
  })
})
