// Training by replays of a recorded step on WebGPU, against plain steps on TF.js's plain JavaScript backend or on WASM. Built for
// tests only.
import * as tf from '@tensorflow/tfjs-core'
import type { Program } from '../../src/compiler/program/program.ts'
import { isWebGpuBackend } from '../../src/engine/backends/webgpu-plan/tfjs-internals.ts'
import { optimiserPrefix } from '../../src/engine/formats/optimiser-prefix.ts'
import type { StepMode } from '../../src/engine/index.ts'
import type { Checkpoint } from '../../src/engine/training/checkpoint.ts'
import type { CurvePoint } from '../../src/engine/training/curve-point.ts'
import type { OptimiserSettings } from '../../src/graph/optimiser.ts'
import type { Trainer } from '../../src/runtime/training/trainer.ts'
import { deviceCalls } from './device-calls.ts'
import { type ReplayedModel, replayedModel, trainerOf } from './replayed-models.ts'
import { start } from './start.ts'

export interface ReplayComparison {
  readonly mode: StepMode
  /** Relative to each loss, and to each tensor's largest element, or to 0.001 where that is larger. */
  readonly worstLoss: number
  readonly worstWeight: number
  /** Of what the optimiser remembers. */
  readonly worstSlot: number
  /** Where the three are. */
  readonly at: string
  readonly points: number
  readonly learned: number
  readonly tensorsLeft: number
  /** Of one replayed step. */
  readonly calls: Readonly<Record<string, number>>
}

export interface ReplayedTraining {
  readonly steps: number
  /** Steps, counted from 0, that are done as they are written, to see the two take turns: after the first three. */
  readonly plainSteps: readonly number[]
  /** Where the same steps are done as they are written. */
  readonly truth: 'cpu' | 'wasm'
}

/** @throws Error when a backend does not start. */
export async function compareReplay(
  model: ReplayedModel,
  optimiser: OptimiserSettings,
  training: ReplayedTraining,
): Promise<ReplayComparison> {
  const program = await replayedModel(model)
  const changed: Program = { ...program, phases: program.phases.map((phase) => ({ ...phase, optimiser })) }
  await start(training.truth)
  const truth = await train(await trainerOf(changed), training, () => undefined)
  await start('webgpu')
  const backend = tf.backend()
  if (!isWebGpuBackend(backend)) throw new Error('WebGPU was started, another backend runs.')
  const trainer = await trainerOf(changed)
  await trainer.prepare(() => undefined)
  const { stepMode } = trainer
  let before = 0
  let calls: Readonly<Record<string, number>> = {}
  const replayed = await train(trainer, training, (step, advance) => {
    if (step === 2) before = tf.memory().numTensors
    if (step !== training.steps - 1) return advance()
    calls = deviceCalls(backend.device, advance)
  })
  const losses = worst(truth.points.map(lossesOf), replayed.points.map(lossesOf))
  const [weights, slots] = [false, true].map((ofOptimiser) =>
    worst(tensorsOf(truth.checkpoint, ofOptimiser), tensorsOf(replayed.checkpoint, ofOptimiser)),
  )
  return {
    mode: stepMode,
    worstLoss: losses.error,
    worstWeight: weights?.error ?? Number.NaN,
    worstSlot: slots?.error ?? Number.NaN,
    at: [losses, weights, slots].map((one) => one?.at).join(', '),
    points: replayed.points.length,
    learned: moved(truth.first, truth.checkpoint),
    tensorsLeft: replayed.tensors - before,
    calls,
  }
}

async function train(
  trainer: Trainer,
  { steps, plainSteps }: ReplayedTraining,
  around: (step: number, advance: () => void) => void,
) {
  try {
    const first = await trainer.save(0)
    for (let step = 0; step < steps; step++) {
      const probe = plainSteps.includes(step) ? () => undefined : undefined
      let isDone = false
      const advance = () => {
        trainer.advance(probe)
        isDone = true
      }
      around(step, advance)
      if (!isDone) advance()
    }
    const points = await trainer.readMetrics()
    return { first, points, checkpoint: await trainer.save(0), tensors: tf.memory().numTensors }
  } finally {
    trainer.dispose()
  }
}

/** Below it numbers are what rounding has left of larger ones, such as the mean of what was centred. */
const smallest = 1e-3

interface Named {
  readonly name: string
  readonly values: ArrayLike<number>
}

const lossesOf = ({ step, phase, metrics }: CurvePoint): Named => ({
  name: `${phase} (${Object.keys(metrics).join()}) of step ${step}`,
  values: Object.values(metrics),
})

const tensorsOf = ({ tensors }: Checkpoint, ofOptimiser: boolean): readonly Named[] =>
  Object.entries(tensors).flatMap(([name, { values }]) =>
    name.startsWith(optimiserPrefix) === ofOptimiser ? [{ name, values }] : [],
  )

function worst(
  expected: readonly Named[],
  received: readonly Named[],
): { readonly error: number; readonly at: string } {
  let error = 0
  let at = 'nowhere'
  for (const [index, { name, values }] of expected.entries()) {
    const other = received[index]
    let size = 0
    for (let i = 0; i < values.length; i++) size = Math.max(size, Math.abs(values[i]!))
    for (let i = 0; i < values.length; i++) {
      const gap =
        other?.name === name
          ? Math.abs(values[i]! - (other.values[i] ?? Number.NaN)) / Math.max(size, smallest)
          : Number.NaN
      if (gap <= error) continue
      error = Number.isNaN(gap) ? Number.POSITIVE_INFINITY : gap
      at = name
    }
  }
  return { error, at }
}

/** The share of tensors that training has changed. */
function moved(first: Checkpoint, last: Checkpoint): number {
  const changed = Object.entries(last.tensors).filter(([name, { values }]) =>
    values.some((value, index) => value !== first.tensors[name]?.values[index]),
  )
  return changed.length / Object.keys(last.tensors).length
}
