import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Checkpoint } from '../../engine/training/checkpoint.ts'
import { readRunFile } from '../../protocol/run-file.ts'
import { testFolder } from '../fixtures/test-folder.ts'
import { createRunKeeper } from './run-keeper.ts'

const at = testFolder()
const checkpointAt = (step: number): Checkpoint => ({
  step,
  elapsed: step / 10,
  tensors: { w: { shape: [1], values: Float32Array.of(step) } },
})
const curves = {
  train: [1, 600, 610].map((step) => ({ step, phase: 'elbo', metrics: { loss: step } })),
  validation: [],
}

/** A state each second of a separate clock, and the states that were written. */
async function run(folder: string, seconds: number) {
  let time = 0
  const told: string[] = []
  const keeper = createRunKeeper({
    folder,
    graph: '{}',
    seed: 3,
    backend: 'cpu',
    tell: (message) => told.push(message),
    now: () => time,
  })
  const steps: number[] = []
  for (; time <= 1000 * seconds; time += 1000) {
    keeper.offer(checkpointAt(time / 100), () => {
      steps.push(time / 100)
      return curves
    })
    await keeper.settled()
  }
  return { keeper, steps, told }
}

const kept = (folder: string, name = 'run.safetensors') => {
  const file = join(folder, name)
  return readRunFile(new Uint8Array(readFileSync(file)), file)
}

test('a run is written each minute and no oftener, with the curves up to there', async () => {
  mkdirSync(at('run'))
  const { steps, told } = await run(at('run'), 185)
  expect(steps).toEqual([600, 1200, 1800])
  expect(kept(at('run'))).toMatchObject({ seed: 3, checkpoint: checkpointAt(1800) })
  expect(told).toEqual([])
})

test('what lay there before is kept beside it, whatever is written afterwards', async () => {
  const { keeper } = await run(at('run'), 65)
  expect(kept(at('run')).checkpoint.step).toBe(600)
  expect(kept(at('run')).curves.train.map(({ step }) => step)).toEqual([1, 600])
  expect(kept(at('run'), 'run.previous.safetensors').checkpoint.step).toBe(1800)
  expect(await keeper.last(checkpointAt(650), curves)).not.toHaveProperty('keepAs')
  expect(readdirSync(at('run')).sort()).toEqual(['run.previous.safetensors', 'run.safetensors'])
})

test('a lost folder is reported once, and tried again', async () => {
  rmSync(at('run'), { recursive: true })
  at('run', 'a file in its place')
  const { steps, told } = await run(at('run'), 130)
  expect(steps).toEqual([600, 1200])
  expect(told).toEqual([expect.stringMatching(/run\.safetensors cannot be written: .* Training continues\.$/)])
})
