// A network that a step applies several times: each application in turn updates its moving moments, as batch norm does
// in PyTorch; in the runtime, in an exported project, and when the project replays recorded steps on WebGPU.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as tf from '@tensorflow/tfjs-core'
import { builtInDatasets } from '../../engine/data/built-in-datasets.ts'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import '@tensorflow/tfjs-backend-cpu'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { definitions } from '../../../nodes/index.ts'
import { ops } from '../../../nodes/ops.ts'
import { softwareWebGpu } from '../../../scripts/webgpu-for-node.mjs'
import { compileDocument } from '../../compiler/program/compile.ts'
import type { Program } from '../../compiler/program/program.ts'
import { loadDataset } from '../../engine/data/load.ts'
import { readSafetensors } from '../../engine/formats/safetensors.ts'
import { intrinsics } from '../../engine/math/intrinsics.ts'
import { readDocument } from '../../graph/document-file.ts'
import { opsOf } from '../../runtime/op-of.ts'
import { bindInputs } from '../../runtime/program/bind-inputs.ts'
import { createDataFeed } from '../../runtime/program/data-feed.ts'
import { createModel } from '../../runtime/program/model.ts'
import { createTrainer } from '../../runtime/training/trainer.ts'
import { loadSources } from '../carried/load-sources.ts'
import { BuiltProject } from '../fixtures/built-project.ts'
import { readPublicFile } from '../fixtures/same-training.ts'
import { statefulGame } from '../fixtures/small-graphs.ts'
import { printProject, projectEntries } from './project.ts'

const momentum = 0.8
const steps = 3
const names = ['critic/batchNorm1/movingMean', 'critic/batchNorm1/movingVariance'] as const

interface Moments {
  readonly mean: number
  readonly variance: number
}

/** Of a population, as estimated from a batch. */
function momentsOf(batch: ArrayLike<number>): Moments {
  const numbers = Array.from(batch)
  const mean = numbers.reduce((sum, x) => sum + x, 0) / numbers.length
  return { mean, variance: numbers.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (numbers.length - 1) }
}

/** r ← m r + (1 - m) b for each batch in turn, from a mean of 0 and a variance of 1. */
const afterAllOf = (batches: readonly ArrayLike<number>[]): Moments =>
  batches.map(momentsOf).reduce(
    (running, batch) => ({
      mean: momentum * running.mean + (1 - momentum) * batch.mean,
      variance: momentum * running.variance + (1 - momentum) * batch.variance,
    }),
    { mean: 0, variance: 1 },
  )

let program: Program
let project: BuiltProject
/** The moments after three steps: real data and fakes in each of two updates, then fakes alone. */
let expected: Moments
let learned: readonly number[]

beforeAll(async () => {
  await tf.setBackend('cpu')
  const compiled = compileDocument(readDocument(statefulGame, definitions), definitions)
  if ('problems' in compiled) throw new Error(compiled.problems[0]?.message)
  program = compiled.program
  const datasets = await Promise.all(
    program.data.map(async ({ dataset }) => [dataset, await loadDataset(dataset, readPublicFile)] as const),
  )
  const trainer = createTrainer(
    createModel(program, opsOf(ops, intrinsics)),
    createDataFeed(program, new Map(datasets)),
  )
  const judge = program.procedures.find(({ name }) => name === 'objective/game/discriminator')
  if (!judge) throw new Error('The game has no discriminator.')
  const seen: ArrayLike<number>[] = []
  for (let step = 0; step < steps; step++) {
    const fakes: ArrayLike<number>[] = []
    trainer.advance((tensor, node, what) => {
      if (node === 'generator' && what.startsWith('the output y')) fakes.push(tensor.dataSync().slice())
    })
    expect(fakes).toHaveLength(3)
    for (const repeat of [0, 1]) {
      const [real] = Object.values(bindInputs(judge, { data: trainer.feed.training(2 * step + repeat) })).filter(
        (value) => typeof value !== 'number',
      )
      seen.push(real!.dataSync().slice(), fakes[repeat]!)
    }
    seen.push(fakes[2]!)
  }
  expected = afterAllOf(seen)
  const { tensors } = await trainer.save(0)
  learned = names.map((name) => tensors[name]!.values[0]!)
  const sources = await loadSources()
  project = new BuiltProject(projectEntries(printProject(program, sources, builtInDatasets), new Map()))
  expect(project.compile()).toEqual([])
}, 120_000)

afterAll(() => project.remove())

function expectMoments(moments: readonly (number | undefined)[]): void {
  expect(moments[0]).toBeCloseTo(expected.mean, 4)
  expect(moments[1]).toBeCloseTo(expected.variance, 4)
}

async function movedBy(backend: string, environment: NodeJS.ProcessEnv = {}) {
  const printed = await project.run(
    ['dist/train.js', '--fresh', '--steps', String(steps), '--backend', backend],
    environment,
  )
  const path = join(project.folder, 'weights.safetensors')
  const { tensors } = readSafetensors(new Uint8Array(readFileSync(path)), path)
  return { printed, moments: names.map((name) => tensors[name]?.values[0]) }
}

test('in the runtime', () => expectMoments(learned))

test('in an exported project', { timeout: 60_000 }, async () => {
  expectMoments((await movedBy('cpu')).moments)
})

const webGpu = await softwareWebGpu()

test.skipIf(!webGpu)('in recorded steps on WebGPU', { timeout: 120_000 }, async () => {
  // In one batch, because a software driver is slow to run each kernel.
  project.change('dist/data.js', 'evaluationBatchSize = 128', 'evaluationBatchSize = 10000')
  const { printed, moments } = await movedBy('webgpu', webGpu)
  expect(printed).toMatch(/^A step is recorded/m)
  expectMoments(moments)
})
