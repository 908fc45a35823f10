import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  type LoopProgress,
  type SideWork,
  startTrainingLoop,
  TrainingError,
  type TrainingLoop,
} from '../../engine/index.ts'
import { call, type ToyOptions, toyCalls, toyDatasets, toyOps, toyProgram } from '../fixtures/toy-program.ts'
import { createDataFeed } from '../program/data-feed.ts'
import { createModel } from '../program/model.ts'
import { ofProgram } from './of-program.ts'
import { createTrainer } from './trainer.ts'

beforeAll(() => tf.setBackend('cpu'))

const stepMs = 10

interface Setting extends ToyOptions {
  readonly budget?: LoopProgressBudget
  readonly paused?: boolean
  readonly sideWorkMs?: number
  /** Called whenever messages may come in. */
  readonly onBreath?: (loop: TrainingLoop, step: number) => void
}
type LoopProgressBudget = { readonly unit: 'steps' | 'epochs' | 'seconds'; readonly amount: number }

/** A loop over the toy on a clock on which a step takes ten milliseconds and everything else nothing. */
function start({ budget = { unit: 'steps', amount: 20 }, paused = false, sideWorkMs, onBreath, ...toy }: Setting = {}) {
  const time = { ms: 0, lastBreath: 0, longestGap: 0, breaths: 0 }
  const seen = { progress: [] as LoopProgress[], reportedAt: [] as number[], pausedAt: [] as number[], sideWork: 0 }
  const program = toyProgram(toy)
  const feed = createDataFeed(program, toyDatasets())
  const trainer = createTrainer(createModel(program, toyOps), {
    ...feed,
    training(index) {
      time.ms += stepMs
      return feed.training(index)
    },
  })
  const sideWork: SideWork = {
    interval: 200,
    stepsWorth: 20,
    async run() {
      seen.sideWork++
      time.ms += sideWorkMs ?? 0
    },
  }
  const loop: TrainingLoop = startTrainingLoop({
    ...ofProgram(trainer),
    budget,
    paused,
    elapsed: 0,
    clock: {
      now: () => time.ms,
      async breathe() {
        time.longestGap = Math.max(time.longestGap, time.ms - time.lastBreath)
        time.lastBreath = time.ms
        time.breaths++
        onBreath?.(loop, trainer.step)
        await Promise.resolve()
      },
    },
    onProgress(progress) {
      seen.progress.push(progress)
      seen.reportedAt.push(time.ms)
    },
    onPaused: (step) => seen.pausedAt.push(step),
    sideWork: sideWorkMs === undefined ? [] : [sideWork],
  })
  return { loop, trainer, time, seen }
}

const failureOf = (loop: TrainingLoop): Promise<TrainingError> =>
  loop.done.then(
    () => expect.fail('the run did not fail'),
    (error: unknown) => (error instanceof TrainingError ? error : expect.fail(String(error))),
  )

/** Lets everything go on that only waits for promises. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 0))

describe('a budget', () => {
  test.each([
    ['steps', 23, 23],
    ['epochs', 3, 15], // 40 examples, 8 a step
    ['seconds', 0.3, 30], // a step takes 10 ms
  ] as const)('in %s ends the run when it is spent', async (unit, amount, steps) => {
    const { loop, trainer, seen } = start({ budget: { unit, amount } })
    const { end, checkpoint } = await loop.done
    expect({ end, step: checkpoint.step, trained: trainer.step }).toEqual({
      end: 'budget',
      step: steps,
      trained: steps,
    })
    expect(seen.progress.at(-1)).toMatchObject({ step: steps, fraction: 1, remaining: 0, elapsed: steps / 100 })
  })

  test('that is already spent does nothing', async () => {
    const { loop, trainer } = start({ budget: { unit: 'steps', amount: 0 } })
    await loop.done
    expect(trainer.step).toBe(0)
  })

  test('is reported as it is spent, with the remaining time', async () => {
    const { loop, seen } = start({ budget: { unit: 'steps', amount: 200 } })
    await loop.done
    const halfway = seen.progress.find(({ step }) => step >= 100)!
    expect(halfway.fraction).toBe(halfway.step / 200)
    expect(halfway.remaining).toBeCloseTo((200 - halfway.step) / 100)
    expect(halfway.medianStepMs).toBe(stepMs)
  })
})

describe('while it runs', () => {
  test('messages come in at least every 50 ms and a step', async () => {
    const { loop, time } = start({ budget: { unit: 'steps', amount: 200 } })
    await loop.done
    expect(time.longestGap).toBeLessThanOrEqual(50 + stepMs)
    expect(time.breaths).toBeGreaterThan(30)
  })

  test('progress comes at most ten times a second, with few points that stand for all steps', async () => {
    const { loop, seen } = start({ budget: { unit: 'steps', amount: 300 } })
    await loop.done
    const gaps = seen.reportedAt.slice(1, -1).map((at, i) => at - seen.reportedAt[i]!)
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(100)
    for (const { curve } of seen.progress) expect(curve.length).toBeLessThanOrEqual(8)
    const steps = seen.progress.flatMap(({ curve }) => curve.map(({ step }) => step))
    expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b))
    expect(steps.at(-1)).toBe(300)
  })

  test('side work takes a twentieth of the time, and is done once more in the end', async () => {
    const cost = 100
    const { loop, time, seen } = start({ budget: { unit: 'seconds', amount: 20 }, sideWorkMs: cost })
    await loop.done
    expect(seen.sideWork).toBeGreaterThan(5)
    // The one in the end comes on top.
    expect((seen.sideWork - 1) * cost).toBeLessThanOrEqual(0.05 * time.ms)
  })
})

describe('a command', () => {
  test('pauses between two steps, keeps time and state still, and resumes', async () => {
    const { loop, trainer, time, seen } = start({
      onBreath: (running, step) => {
        if (step >= 5 && step < 10) running.pause()
      },
    })
    await settle()
    const { step } = trainer
    expect(seen.pausedAt).toEqual([step])
    expect(seen.progress.at(-1)).toMatchObject({ step })
    time.ms += 60_000
    await settle()
    expect(trainer.step).toBe(step)
    const unpaused = start({ budget: { unit: 'steps', amount: 20 } })
    loop.resume()
    while (trainer.step < 20) {
      await settle()
      loop.resume()
    }
    const { checkpoint } = await loop.done
    expect(checkpoint.elapsed).toBeCloseTo(0.2)
    expect(checkpoint.tensors).toEqual((await unpaused.loop.done).checkpoint.tensors)
  })

  test('takes single steps when paused, and reports each', async () => {
    const { loop, trainer, seen } = start({ paused: true })
    await settle()
    expect([trainer.step, seen.pausedAt]).toEqual([0, [0]])
    loop.step()
    await settle()
    loop.step()
    await settle()
    expect([trainer.step, seen.pausedAt]).toEqual([2, [0, 1, 2]])
    expect(seen.progress.map(({ step }) => step)).toEqual([1, 2])
  })

  test('stops for good, from a pause too', async () => {
    const { loop, trainer } = start({ paused: true })
    await settle()
    loop.step()
    await settle()
    loop.stop()
    expect(await loop.done).toMatchObject({ end: 'stopped', checkpoint: { step: 1 } })
    expect(trainer.step).toBe(1)
  })

  test('saves the state of the moment', async () => {
    const { loop, trainer } = start({ paused: true })
    await settle()
    loop.step()
    await settle()
    expect(await loop.save()).toEqual(await trainer.save(stepMs / 1000))
    loop.stop()
    await loop.done
  })
})

describe('numbers that are no longer finite', () => {
  test('end the run at the call that made the first of them', async () => {
    // The logarithm of codes of both signs, behind the encoder.
    const calls = toyCalls.flatMap((one) => {
      if (one.name === 'drift')
        return [call('logarithm', 'toy/log', { x: 'jitter.y' }), { ...one, inputs: { x: 'logarithm.y' } }]
      return [one]
    })
    const error = await failureOf(start({ calls }).loop)
    expect(error.owner).toBe('logarithm')
    expect(error.message).toContain('the loss of objective is no longer a finite number')
    expect(error.message).toContain('began at step 1 with the output y of logarithm')
    expect(error.checkpoint?.step).toBe(0)
  })

  test('that come of too large steps end it at the last good state, at the step where they began', async () => {
    const optimiser = { optimiser: 'sgd', learningRate: 5, momentum: 0 } as const
    // What is not finite first, found by watching every step from outside.
    const watched = createTrainer(
      createModel(toyProgram({ optimiser }), toyOps),
      createDataFeed(toyProgram(), toyDatasets()),
    )
    const allFinite = async () => {
      const [point] = await watched.readMetrics()
      const { tensors } = await watched.save(0)
      return (
        Object.values(tensors).every(({ values }) => values.every(Number.isFinite)) &&
        Number.isFinite(point!.metrics.loss)
      )
    }
    do watched.advance()
    while (await allFinite())
    expect(watched.step).toBeGreaterThan(2)

    const { loop, trainer } = start({ optimiser, budget: { unit: 'steps', amount: 1000 } })
    const error = await failureOf(loop)
    expect(error.message).toContain(`began at step ${watched.step} with`)
    expect(['encoder', 'drift', 'decoder', 'objective']).toContain(error.owner)
    expect([error.checkpoint?.step, trainer.step]).toEqual([0, 0])
    expect((await trainer.save(0)).tensors).toEqual(error.checkpoint?.tensors)
  })
})

test('a call that fails ends the run, naming its node and keeping the last good state', async () => {
  const calls = toyCalls.map((one) =>
    one.name === 'drift' ? { ...one, weights: { mean: 'decoder/out/kernel' } } : one,
  )
  const error = await failureOf(start({ calls }).loop)
  expect(error).toMatchObject({ owner: 'drift', checkpoint: { step: 0 } })
  expect(error.message).toMatch(/^drift: /)
})
