// The estimated memory of a run compared with the actual use of its steps.

import { readFileSync } from 'node:fs'
import * as tf from '@tensorflow/tfjs-core'
import { builtInDatasets } from '../../engine/data/built-in-datasets.ts'
import '../../engine/backends/register-gradients.ts'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, expect, test } from 'vitest'
import { definitions } from '../../../nodes/index.ts'
import { ops } from '../../../nodes/ops.ts'
import { readTemplates } from '../../../templates/index.ts'
import { shrunk } from '../../../templates/shrunk.ts'
import { compileDocument } from '../../compiler/program/compile.ts'
import { estimateMemory } from '../../compiler/program/memory.ts'
import { loadDataset } from '../../engine/data/load.ts'
import { intrinsics } from '../../engine/math/intrinsics.ts'
import { slotNames } from '../../engine/math/optimisers.ts'
import { rememberedPerWeight } from '../../graph/optimiser.ts'
import { opsOf } from '../op-of.ts'
import { createDataFeed } from '../program/data-feed.ts'
import { createModel } from '../program/model.ts'
import { createTrainer } from './trainer.ts'

beforeAll(() => tf.setBackend('cpu'))

const readPublic = async (path: string) =>
  new Uint8Array(readFileSync(new URL(`../../../public/${path}`, import.meta.url)))

/** The most bytes that tensors held while something ran. */
function peakOf(run: () => void): number {
  const { state } = tf.engine()
  let present = state.numBytes
  let peak = present
  Object.defineProperty(state, 'numBytes', {
    configurable: true,
    get: () => present,
    set(value: number) {
      present = value
      peak = Math.max(peak, value)
    },
  })
  run()
  Object.defineProperty(state, 'numBytes', { configurable: true, writable: true, value: present })
  return peak
}

test.each(readTemplates(definitions).map(({ name, document }) => [name, document] as const))(
  'the tensors of a step of %s take about what was estimated',
  async (_, document) => {
    const small = shrunk(document)
    const result = compileDocument({ ...small, training: { ...small.training, batchSize: 16 } }, definitions)
    if ('problems' in result) throw new Error(result.problems.map(({ message }) => message).join(' '))
    const { program } = result
    const names = [...new Set(program.data.map(({ dataset }) => dataset))]
    const datasets = await Promise.all(names.map(async (one) => [one, await loadDataset(one, readPublic)] as const))
    const before = tf.memory().numBytes
    const model = createModel(program, opsOf(ops, intrinsics))
    const trainer = createTrainer(model, createDataFeed(program, new Map(datasets)))
    const { weights, moments, data, total } = estimateMemory(program, builtInDatasets)
    expect(weights + moments).toBe(tf.memory().numBytes - before)
    trainer.advance()
    const peak = peakOf(() => trainer.advance()) - before
    // The data lie outside TensorFlow.js.
    expect(peak / (total - data)).toBeGreaterThan(0.7)
    expect(peak / (total - data)).toBeLessThan(1.4)
    trainer.dispose()
  },
)

test('the moments that are counted are the slots of the optimisers', () => {
  const slots = Object.entries(slotNames).map(([optimiser, names]) => [optimiser, names.length])
  expect(Object.fromEntries(slots)).toEqual(rememberedPerWeight)
})
