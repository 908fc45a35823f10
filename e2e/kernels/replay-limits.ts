// What becomes of training by replays where a step cannot be recorded, and where the device is lost. Built for tests only.
import * as tf from '@tensorflow/tfjs-core'
import { ops } from '../../nodes/ops.ts'
import { startBackend } from '../../src/engine/backends/choose.ts'
import { isWebGpuBackend } from '../../src/engine/backends/webgpu-plan/tfjs-internals.ts'
import type { StepMode } from '../../src/engine/index.ts'
import { intrinsics } from '../../src/engine/math/intrinsics.ts'
import type { FromWorker } from '../../src/protocol/messages.ts'
import { breathe } from '../../src/runtime/breathe.ts'
import { browserEnvironment } from '../../src/runtime/browser/browser-environment.ts'
import { call, toyCalls, toyDatasets, toyOps, toyProgram } from '../../src/runtime/fixtures/toy-program.ts'
import { opsOf } from '../../src/runtime/op-of.ts'
import { createDataFeed } from '../../src/runtime/program/data-feed.ts'
import { createModel } from '../../src/runtime/program/model.ts'
import { startRun } from '../../src/runtime/run/run.ts'
import { createTrainer } from '../../src/runtime/training/trainer.ts'
import { replayedModel, testDatasets } from './replayed-models.ts'
import { type ComparedBackend, start } from './start.ts'

/** A step that reads a number in its middle: how it is done, and the losses of some. */
export async function trainReading(
  backend: ComparedBackend,
): Promise<{ readonly mode: StepMode; readonly losses: readonly number[] }> {
  await start(backend)
  const reading = opsOf({
    'toy/reading': ({ x }: { x: tf.Tensor }) => {
      x.data().then(
        () => undefined,
        () => undefined,
      )
      return { y: tf.tanh(x) }
    },
  })
  const replaced = call('jitter', 'toy/reading', { x: 'encoder.y' })
  const program = toyProgram({ calls: toyCalls.map((one) => (one.name === 'jitter' ? replaced : one)) })
  const model = createModel(program, new Map([...toyOps, ...reading]))
  const trainer = createTrainer(model, createDataFeed(program, toyDatasets()))
  await trainer.prepare(() => undefined)
  for (let step = 0; step < 10; step++) trainer.advance()
  const points = await trainer.readMetrics()
  trainer.dispose()
  return { mode: trainer.stepMode, losses: points.map(({ metrics }) => metrics.loss ?? Number.NaN) }
}

export interface LongTraining {
  readonly mode: StepMode
  /** By step, counted from 1; of those steps that are kept until they are read. */
  readonly losses: readonly (readonly [step: number, loss: number])[]
  readonly tensorsLeft: number
}

/** Many steps of a small model. @param readEvery after how many steps losses are read. */
export async function trainLong(backend: ComparedBackend, steps: number, readEvery: number): Promise<LongTraining> {
  await start(backend)
  const program = toyProgram({ optimiser: { optimiser: 'sgd', learningRate: 0.01, momentum: 0.9 } })
  const trainer = createTrainer(createModel(program, toyOps), createDataFeed(program, toyDatasets()))
  await trainer.prepare(() => undefined)
  trainer.advance()
  const before = tf.memory().numTensors
  const losses: (readonly [number, number])[] = []
  while (trainer.step < steps) {
    trainer.advance()
    if (trainer.step % 256 === 0) await trainer.settle()
    if (trainer.step % readEvery !== 0 && trainer.step !== steps) continue
    for (const { step, metrics } of await trainer.readMetrics()) losses.push([step, metrics.loss ?? Number.NaN])
  }
  const tensorsLeft = tf.memory().numTensors - before
  trainer.dispose()
  return { mode: trainer.stepMode, losses, tensorsLeft }
}

/** A run whose device is taken away in its midst: what it tells. */
export async function trainThroughLoss(): Promise<readonly FromWorker[]> {
  const program = await replayedModel('gan with three discriminator steps')
  const posted: FromWorker[] = []
  let hasLost = false
  await new Promise<void>((resolve) => {
    const run = startRun(
      {
        type: 'start',
        run: 'lost',
        program: { ...program, training: { ...program.training, budget: { unit: 'seconds', amount: 3 } } },
        backend: 'webgpu',
        paused: false,
        watched: [],
      },
      {
        ops: opsOf(ops, intrinsics),
        clock: { now: () => performance.now(), breathe },
        startBackend: (choice) => startBackend(choice, browserEnvironment()),
        datasets: testDatasets,
        post(message) {
          posted.push(message)
          if (message.type === 'progress' && !hasLost) {
            hasLost = true
            const backend = tf.backend()
            if (isWebGpuBackend(backend)) backend.device.destroy()
          }
          if (message.type === 'finished' || message.type === 'failed') resolve()
        },
      },
    )
    void run
  })
  return posted.map((message) =>
    'checkpoint' in message ? { ...message, checkpoint: emptied(message.checkpoint) } : message,
  )
}

/** Too much to hand over. */
const emptied = <C extends { readonly step: number; readonly elapsed: number }>({ step, elapsed }: C) => ({
  step,
  elapsed,
  tensors: {},
})
