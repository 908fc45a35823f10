// Every kernel case on WebGPU and on WASM, against TF.js's plain JavaScript backend. Built for tests only.
import * as tf from '@tensorflow/tfjs-core'
import { allCases } from '../../src/engine/backends/kernel-cases/all-cases.ts'
import {
  type CaseResult,
  evaluateCase,
  type KernelCase,
  largestError,
  usualTolerance,
} from '../../src/engine/backends/kernel-cases/kernel-case.ts'
import { type ComparedBackend, start } from './start.ts'
import './answer-in-worker.ts'

export { compareDraws } from './device-draws.ts'
export { comparePoints } from './device-points.ts'
export { trainLong, trainReading, trainThroughLoss } from './replay-limits.ts'
export { compareReplay } from './replayed-training.ts'
export { trainTemplates } from './train-templates.ts'
export { startOnCores, timeSteps } from './wasm-threads.ts'

type Compared = Exclude<ComparedBackend, 'cpu'>

export interface Comparison {
  readonly cases: number
  /** One sentence for each case that is off. */
  readonly faults: readonly string[]
}

/** @throws Error when the backend does not start. */
export async function compareBackend(backend: Compared): Promise<Comparison> {
  const cases = allCases.filter((one) => backend !== 'webgpu' || one.wrongOnWebGpu === undefined)
  await start('cpu')
  const truths: CaseResult[] = []
  for (const one of cases) truths.push(await evaluateCase(one))
  await start(backend)
  const faults: string[] = []
  for (const [index, one] of cases.entries()) {
    const fault = await compare(one, truths[index]!, backend)
    if (fault !== null) faults.push(`${one.name}: ${fault}`)
  }
  return { cases: cases.length, faults }
}

async function compare(one: KernelCase, truth: CaseResult, backend: Compared): Promise<string | null> {
  const tensors = tf.memory().numTensors
  const result = await evaluateCase(one)
  if (result.shape.join() !== truth.shape.join()) return `shape ${result.shape.join('×')}, not ${truth.shape.join('×')}`
  const error = largestError(truth, result)
  const allowed = (backend === 'webgpu' && one.toleranceOnWebGpu) || usualTolerance
  // Not "greater", so that NaN counts as off too.
  if (!(error <= allowed)) return `off by ${error}, allowed are ${allowed}`
  const left = tf.memory().numTensors - tensors
  return left === 0 ? null : `leaves ${left} tensors behind`
}
