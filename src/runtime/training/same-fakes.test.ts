// Both sides of a game see the same fakes in a step: the noise has one name and one step, and what makes the fakes of it does
// not move in between.
import * as tf from '@tensorflow/tfjs-core'
import '../../engine/backends/register-gradients.ts'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, expect, test } from 'vitest'
import { definitions } from '../../../nodes/index.ts'
import { ops } from '../../../nodes/ops.ts'
import { smallGan } from '../../compiler/fixtures/games.ts'
import { compileDocument } from '../../compiler/program/compile.ts'
import { loadDataset } from '../../engine/data/load.ts'
import { intrinsics } from '../../engine/math/intrinsics.ts'
import { readDocument } from '../../graph/document-file.ts'
import { opsOf } from '../op-of.ts'
import { createDataFeed } from '../program/data-feed.ts'
import { createModel } from '../program/model.ts'
import { createTrainer } from './trainer.ts'

beforeAll(() => tf.setBackend('cpu'))

const noFile = (path: string) => Promise.reject(new Error(`${path} is not needed.`))

/** What the node gives, call by call, each time that it runs in a step. */
async function outputsOf(node: string): Promise<readonly Float32Array[]> {
  const result = compileDocument(readDocument(smallGan(), definitions), definitions)
  if ('problems' in result) throw new Error(result.problems.map(({ message }) => message).join(' '))
  const { program } = result
  const datasets = await Promise.all(
    program.data.map(async ({ dataset }) => [dataset, await loadDataset(dataset, noFile)] as const),
  )
  const feed = createDataFeed(program, new Map(datasets))
  const trainer = createTrainer(createModel(program, opsOf(ops, intrinsics)), feed)
  const seen: Float32Array[] = []
  trainer.advance()
  trainer.advance((tensor, at, what) => {
    if (at === node && what.includes('the output')) seen.push(Float32Array.from(tensor.dataSync()))
  })
  trainer.dispose()
  return seen
}

test('the generator makes the same of the same noise in both phases', async () => {
  const outputs = await outputsOf('generator')
  const half = outputs.length / 2
  expect(half).toBeGreaterThanOrEqual(3)
  expect(outputs.slice(0, half)).toEqual(outputs.slice(half))
})

test('but the discriminator, trained in between, judges them otherwise', async () => {
  const outputs = await outputsOf('discriminator')
  // Real examples and fakes in the first phase, fakes alone in the second.
  const third = outputs.length / 3
  const [before, after] = [outputs.slice(third, 2 * third), outputs.slice(2 * third)]
  expect(before).toHaveLength(after.length)
  expect(before.at(-1)).not.toEqual(after.at(-1))
})
