// No step of any template leaves anything behind: not a tensor, not a byte, not a block of the backend's memory. Along the way
// every kernel of TF.js that is called is held against those that are checked on all backends.
import { readFileSync } from 'node:fs'
import * as tf from '@tensorflow/tfjs-core'
import '../../engine/backends/register-gradients.ts'
import '@tensorflow/tfjs-backend-cpu'
import '@tensorflow/tfjs-backend-wasm'
import { beforeAll, describe, expect, test } from 'vitest'
import { definitions } from '../../../nodes/index.ts'
import { ops } from '../../../nodes/ops.ts'
import { isFullTest } from '../../../scripts/full-tests.ts'
import { readTemplates } from '../../../templates/index.ts'
import { shrunk } from '../../../templates/shrunk.ts'
import { compileDocument } from '../../compiler/program/compile.ts'
import type { Program } from '../../compiler/program/program.ts'
import { kernelFaults, recordKernels } from '../../engine/backends/kernel-cases/recorded-kernels.ts'
import { registerWasmKernels } from '../../engine/backends/wasm-kernels/register.ts'
import { isWasmBackend } from '../../engine/backends/wasm-kernels/wasm-backend.ts'
import { loadDataset } from '../../engine/data/load.ts'
import { intrinsics } from '../../engine/math/intrinsics.ts'
import { evaluateObjectives } from '../evaluation/evaluation.ts'
import { drawSamples } from '../evaluation/generation.ts'
import { toyDatasets, toyOps, toyProgram } from '../fixtures/toy-program.ts'
import { opsOf } from '../op-of.ts'
import { createDataFeed } from '../program/data-feed.ts'
import { createModel } from '../program/model.ts'
import { createTrainer, type Trainer } from './trainer.ts'

const templates = readTemplates(definitions)
/** Steps. */
const asLongAsRuns = 10_000

const readPublic = async (path: string) =>
  new Uint8Array(readFileSync(new URL(`../../../public/${path}`, import.meta.url)))

function programOf(name: string): Program {
  const template = templates.find((one) => one.name === name)
  if (!template) throw new Error(`There is no template ${name}.`)
  const result = compileDocument(shrunk(template.document), definitions)
  if ('problems' in result) throw new Error(result.problems.map(({ message }) => message).join(' '))
  return result.program
}

async function trainerOf(name: string): Promise<Trainer> {
  const program = programOf(name)
  const names = [...new Set(program.data.map(({ dataset }) => dataset))]
  const datasets = await Promise.all(names.map(async (one) => [one, await loadDataset(one, readPublic)] as const))
  return createTrainer(createModel(program, opsOf(ops, intrinsics)), createDataFeed(program, new Map(datasets)))
}

function held() {
  const { numTensors, numBytes } = tf.memory()
  return { numTensors, numBytes, blocks: tf.backend().numDataIds() }
}

/** Bytes that WASM has, which it keeps once it took them: here shows also what TF.js does not count. */
function heapSize(): number {
  const backend = tf.backend()
  return isWasmBackend(backend) ? backend.wasm.HEAPU8.length : 0
}

/** The memory held after the given number of steps, with their losses read. */
async function heldAfter(trainer: Trainer, steps: number) {
  for (let step = 0; step < steps; step++) trainer.advance()
  expect((await trainer.readMetrics()).length).toBeGreaterThan(0)
  return held()
}

async function expectNoGrowth(name: string, steps: number): Promise<void> {
  const atFirst = held()
  const trainer = await trainerOf(name)
  const before = await heldAfter(trainer, 2)
  const heap = heapSize()
  expect(await heldAfter(trainer, steps)).toEqual(before)
  expect(heapSize()).toBe(heap)
  await drawSamples(trainer.model, trainer.feed, { seed: 1, count: 3 })
  await evaluateObjectives(trainer.model, trainer.feed, 'validation')
  await trainer.save(0)
  expect(held()).toEqual(before)
  trainer.dispose()
  expect(held()).toEqual(atFirst)
}

const each = templates.map(({ name }) => name)

describe('on plain JavaScript', () => {
  let calls: ReturnType<typeof recordKernels>
  beforeAll(async () => {
    await tf.setBackend('cpu')
    calls = recordKernels()
  })

  test.each(each)('%s', { timeout: 240_000 }, (name) => expectNoGrowth(name, 6))

  test('every kernel that was called is checked on all backends', () => {
    expect(calls.size).toBeGreaterThan(100)
    expect(kernelFaults(calls.values())).toEqual([])
  })

  test('many steps of a small model', { timeout: 240_000 }, async () => {
    const program = toyProgram()
    const trainer = createTrainer(createModel(program, toyOps), createDataFeed(program, toyDatasets()))
    const before = await heldAfter(trainer, 10)
    expect(await heldAfter(trainer, isFullTest ? asLongAsRuns : 2500)).toEqual(before)
    trainer.dispose()
  })
})

/** On WASM: one of each family longer than what is kept of losses; as long as runs are where everything is tried. */
const manySteps = new Set(['made', 'vae', 'gan', 'realnvp'])
const stepsOnWasm = (name: string): number => (manySteps.has(name) ? 600 : 36)

describe('on WASM', () => {
  beforeAll(async () => {
    registerWasmKernels()
    await tf.setBackend('wasm')
  })

  test.each(each)('%s', { timeout: isFullTest ? 1_200_000 : 240_000 }, (name) =>
    expectNoGrowth(name, isFullTest ? asLongAsRuns : stepsOnWasm(name)),
  )
})
