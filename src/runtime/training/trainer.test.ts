import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import '@tensorflow/tfjs-backend-cpu'
import '@tensorflow/tfjs-backend-wasm'
import { beforeEach, describe, expect, test } from 'vitest'
import type { OptimiserSettings } from '../../graph/optimiser.ts'
import { readCheckpoint, writeCheckpoint, writeWeights } from '../../protocol/checkpoint-file.ts'
import { type ToyOptions, toyDatasets, toyOps, toyProgram } from '../fixtures/toy-program.ts'
import { createDataFeed } from '../program/data-feed.ts'
import { createModel } from '../program/model.ts'
import { NodeError } from '../program/node-error.ts'
import { createTrainer, type Trainer } from './trainer.ts'

beforeEach(async () => {
  await tf.setBackend('cpu')
})

function toyTrainer(options: ToyOptions = {}): Trainer {
  const program = toyProgram(options)
  return createTrainer(createModel(program, toyOps), createDataFeed(program, toyDatasets()))
}

async function lossesOf(trainer: Trainer, steps: number): Promise<readonly number[]> {
  for (let i = 0; i < steps; i++) trainer.advance()
  return (await trainer.readMetrics()).map(({ metrics }) => metrics.loss!)
}

describe('training', () => {
  test('lowers the loss', async () => {
    const losses = await lossesOf(toyTrainer(), 150)
    const mean = (from: number, to: number) => losses.slice(from, to).reduce((sum, one) => sum + one / (to - from), 0)
    expect(mean(140, 150)).toBeLessThan(0.8 * mean(0, 10))
  })

  test('counts steps and epochs: 8 of 40 examples a step', () => {
    const trainer = toyTrainer()
    for (let i = 0; i < 7; i++) trainer.advance()
    expect([trainer.step, trainer.epoch]).toEqual([7, 7 / 5])
  })

  test('is the same again from the same seed, and another from another', async () => {
    const settings = { batchSize: 8, budget: { unit: 'steps', amount: 20 } } as const
    const first = await lossesOf(toyTrainer(), 10)
    expect(await lossesOf(toyTrainer(), 10)).toEqual(first)
    expect(await lossesOf(toyTrainer({ training: { ...settings, seed: 6 } }), 10)).not.toEqual(first)
  })

  test('a schedule gives every step the rate of its place in the budget', async () => {
    const steps = 4
    const sgd = (learningRate: number) => ({ optimiser: { optimiser: 'sgd', learningRate, momentum: 0.5 } }) as const
    const training = { seed: 5, batchSize: 8, budget: { unit: 'steps', amount: steps }, schedule: 'linear' } as const
    const scheduled = toyTrainer({ ...sgd(0.02), training })
    let expected = await toyTrainer(sgd(0.02)).save(0)
    for (let step = 0; step < steps; step++) {
      const trainer = toyTrainer(sgd(0.02 * (1 - step / steps)))
      trainer.restore(expected)
      trainer.advance()
      expected = await trainer.save(0)
      scheduled.advance()
    }
    expect((await scheduled.save(0)).tensors).toEqual(expected.tensors)
  })

  test('a budget in seconds has no steps to schedule', async () => {
    const training = { seed: 5, batchSize: 8, budget: { unit: 'seconds', amount: 4 } } as const
    const losses = await lossesOf(toyTrainer({ training }), 6)
    expect(await lossesOf(toyTrainer({ training: { ...training, schedule: 'cosine' } }), 6)).toEqual(losses)
  })

  test.each(['cpu', 'wasm'])('keeps no more tensors after 200 steps than after one, on %s', async (backend) => {
    await tf.setBackend(backend)
    const trainer = toyTrainer()
    await lossesOf(trainer, 1)
    const { numTensors, numDataBuffers } = tf.memory()
    await lossesOf(trainer, 200)
    expect(tf.memory()).toMatchObject({ numTensors, numDataBuffers })
  })

  test('gives everything back when it is disposed of', async () => {
    const before = tf.memory().numTensors
    const trainer = toyTrainer()
    trainer.advance()
    trainer.dispose()
    expect(tf.memory().numTensors).toBe(before)
  })

  test('trains only what the phase names, and updates state', async () => {
    const trainer = toyTrainer({ trains: ['decoder/out/kernel'] })
    const before = await trainer.model.parameters.save()
    await lossesOf(trainer, 3)
    const after = await trainer.model.parameters.save()
    expect(after['encoder/kernel']).toEqual(before['encoder/kernel'])
    expect(after['decoder/out/kernel']).not.toEqual(before['decoder/out/kernel'])
    expect(after['drift/mean']).not.toEqual(before['drift/mean'])
  })

  test('runs a phase as often as it repeats, each time on a separate batch', async () => {
    const once = toyTrainer()
    const losses = await lossesOf(once, 6)
    const twice = toyTrainer({ repeats: 2 })
    expect(await lossesOf(twice, 3)).toEqual(losses.filter((_, i) => i % 2 === 1))
    expect([twice.step, twice.epoch]).toEqual([3, once.epoch])
    expect((await twice.save(0)).tensors).toEqual((await once.save(0)).tensors)
  })

  test('without trained weights still gives losses', async () => {
    const losses = await lossesOf(toyTrainer({ trains: [] }), 2)
    expect(losses.every(Number.isFinite)).toBe(true)
    expect(losses).toHaveLength(2)
  })

  test('names the node of a call that fails', () => {
    const { procedures } = toyProgram()
    const calls = procedures[0]!.calls.map((one) =>
      one.name === 'drift' ? { ...one, weights: { mean: 'decoder/out/kernel' } } : one,
    )
    expect(() => toyTrainer({ calls }).advance()).toThrow(expect.objectContaining({ node: 'drift' }))
    expect(() => toyTrainer({ calls }).advance()).toThrow(NodeError)
  })
})

const optimisers: readonly OptimiserSettings[] = [
  { optimiser: 'adam', learningRate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  { optimiser: 'sgd', learningRate: 0.01, momentum: 0.9 },
  { optimiser: 'rmsprop', learningRate: 0.01, decay: 0.9, epsilon: 1e-8 },
]

describe.each(optimisers)('a checkpoint with $optimiser', (optimiser) => {
  test.each(['cpu', 'wasm'])('resumes exactly on %s, also through a file', async (backend) => {
    await tf.setBackend(backend)
    const whole = await lossesOf(toyTrainer({ optimiser }), 10)
    const first = toyTrainer({ optimiser })
    const before = await lossesOf(first, 5)
    const bytes = writeCheckpoint(await first.save(1.5), '0.1.0')
    first.advance()
    const second = toyTrainer({ optimiser })
    second.advance()
    second.restore(readCheckpoint(bytes, 'x'))
    expect([second.step, second.epoch]).toEqual([5, 1])
    expect([...before, ...(await lossesOf(second, 5))]).toEqual(whole)
  })
})

describe('restoring', () => {
  test('weights alone gives the same model, with optimisers that begin afresh', async () => {
    const taught = toyTrainer()
    await lossesOf(taught, 5)
    const checkpoint = await taught.save(1)
    const weights = readCheckpoint(writeWeights(checkpoint, '0.1.0'), 'x')
    expect(Object.keys(weights.tensors).some((name) => name.startsWith('@'))).toBe(false)
    const other = toyTrainer()
    other.restore(weights)
    const restored = await other.save(1)
    const untouched = await toyTrainer().save(0)
    expect(restored.step).toBe(5)
    for (const [name, tensor] of Object.entries(restored.tensors)) {
      const source = name.startsWith('@') ? untouched : checkpoint
      expect(tensor, name).toEqual(source.tensors[name])
    }
  })

  test('a checkpoint that lacks something changes nothing', async () => {
    const trainer = toyTrainer()
    const { tensors } = await trainer.save(0)
    trainer.advance()
    const { 'decoder/out/kernel': _, ...rest } = tensors
    const before = await trainer.save(0)
    expect(() => trainer.restore({ step: 9, elapsed: 0, tensors: rest })).toThrow('decoder/out/kernel')
    expect(await trainer.save(0)).toEqual(before)
  })

  test('a copy does not follow the training, although the backend writes in place', async () => {
    await tf.setBackend('wasm')
    const trainer = toyTrainer()
    const copy = await trainer.save(0)
    const kernel = Float32Array.from(copy.tensors['encoder/kernel']!.values)
    await lossesOf(trainer, 3)
    expect(copy.tensors['encoder/kernel']!.values).toEqual(kernel)
  })
})
