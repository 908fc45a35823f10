// WASM with as many threads as TF.js would start on a machine with a given number of cores, and how long a step takes with them.
// Built
// for tests only.
import { definitions } from '../../nodes/index.ts'
import { requireProgram } from '../../src/cli/graphs/describe-graph.ts'
import type { Trainer } from '../../src/runtime/training/trainer.ts'
import { readTemplate } from '../../templates/index.ts'
import { trainerOf } from './replayed-models.ts'
import { start } from './start.ts'

/** Starts WASM as on a machine with this many cores; returns the number of threads. Must be called first. */
export async function startOnCores(cores: number): Promise<number> {
  Object.defineProperty(navigator, 'hardwareConcurrency', { value: cores })
  return start('wasm')
}

let trainer: Promise<Trainer> | undefined

export interface TimedSteps {
  /** Milliseconds of each. */
  readonly times: readonly number[]
  readonly losses: readonly number[]
}

/** More steps of the variational autoencoder, as large as the template. */
export async function timeSteps(count: number): Promise<TimedSteps> {
  trainer ??= trainerOf(requireProgram(readTemplate('vae', definitions).document))
  const { advance, readMetrics } = await trainer
  const times: number[] = []
  for (let i = 0; i < count; i++) {
    const before = performance.now()
    advance()
    times.push(performance.now() - before)
  }
  return { times, losses: (await readMetrics()).map(({ metrics }) => metrics.loss ?? Number.NaN) }
}
