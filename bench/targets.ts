// What the engine is to reach, and whether what was measured reaches it.
import { models } from './models.ts'
import type { BenchmarkResults, ModelResults } from './results.ts'
import { ratioOf } from './statistics.ts'

export interface Target {
  readonly what: string
  readonly measured: string
  readonly target: string
  readonly isMet: boolean
}

const kilobyte = 1000
/** Bytes of a phase's few settings: learning-rate correction, counters of random numbers. */
const settingsBytes = 1024
/** WebGPU's minUniformBufferOffsetAlignment. */
const alignment = 256

export function targetsOf({ machine, models: measured, sampling, sizes }: BenchmarkResults): readonly Target[] {
  const by = isBusy(machine) ? 'processor' : 'rounds'
  return [
    ...measured.flatMap((model) => trainingTargets(model, by)),
    ...measured.flatMap(deviceTargets),
    ...(sampling ? [samplingTarget(sampling)] : []),
    ...measured.flatMap(interpreterTarget),
    ...measured.flatMap(memoryTarget),
    ...(sizes
      ? [
          sizeTarget('page script before training starts', sizes.page, 250),
          sizeTarget('worker bundle', sizes.worker, 450),
        ]
      : []),
  ]
}

/** Others use the machine so much that processes wait for a processor: then the time that they have one is what counts. */
export const isBusy = ({ load, cores }: BenchmarkResults['machine']): boolean => Math.max(...load) > cores

const comparedWithBaseline = ['vae', 'made', 'gan', 'aae', 'realnvp']
const torchLimits: Readonly<Record<string, number>> = { vae: 2.5, made: 2.5, pixelcnn: 4, glow: 4 }

function trainingTargets({ model, wasm }: ModelResults, by: 'rounds' | 'processor'): Target[] {
  const { genloom, baseline, torch } = wasm.timed
  if (!genloom || !('rounds' in genloom)) return []
  const targets: Target[] = []
  if (comparedWithBaseline.includes(model) && baseline && 'rounds' in baseline) {
    const limit = (wasm.matrixShare ?? 1) > 0.5 ? 0.25 : 0.5
    const { ratio } = ratioOf(genloom[by], baseline[by])
    targets.push(atMost(`${model}: step on WASM against hand-written TF.js`, ratio, limit))
  }
  const limit = torchLimits[model]
  if (limit !== undefined && torch && 'rounds' in torch) {
    const { ratio } = ratioOf(genloom[by], torch[by])
    targets.push(atMost(`${model}: step on WASM against PyTorch on one thread`, ratio, limit))
  }
  return targets
}

const fewDispatches = ['vae', 'made', 'gan']

function deviceTargets({ model, batchSize, wasm, webgpu }: ModelResults): Target[] {
  if (!webgpu) return []
  const { genloom, baseline } = webgpu
  const dispatches = genloom.counts.dispatches / baseline.counts.dispatches
  const time = ratioOf(genloom.rounds, baseline.rounds).ratio
  // Points are freshly drawn for every batch: there is no dataset to point into.
  const indices = models[model].side ? Math.ceil((4 * batchSize) / alignment) * alignment : 0
  const phases = wasm.timed.genloom && 'ready' in wasm.timed.genloom ? wasm.timed.genloom.ready.losses.length : 1
  const allowed = indices + phases * settingsBytes
  const { uploadedBytes, readBacks } = genloom.counts
  return [
    atMost(`${model}: dispatches a step on WebGPU`, dispatches, fewDispatches.includes(model) ? 0.15 : 0.35),
    atMost(`${model}: JavaScript time a step on WebGPU`, time, 0.05),
    {
      what: `${model}: uploads a step beyond indices, and read-backs`,
      measured: `${inBytes(uploadedBytes)}, ${rounded(readBacks)} read-backs`,
      target: `indices and settings (${inBytes(allowed)}), none`,
      isMet: uploadedBytes <= allowed && readBacks === 0,
    },
  ]
}

function samplingTarget({ milliseconds, fullPasses, different }: NonNullable<BenchmarkResults['sampling']>): Target {
  const factor = fullPasses / milliseconds
  const identity = different === undefined ? '' : `, ${different === 0 ? 'identical' : `${different} elements differ`}`
  return {
    what: 'pixelcnn: 16 digits against one full pass per pixel',
    measured: `${factor.toFixed(0)} times faster${identity}`,
    target: 'at least 100 times, identical',
    isMet: factor >= 100 && (different ?? 0) === 0,
  }
}

function interpreterTarget({ model, wasm: { interpreter } }: ModelResults): Target[] {
  if (!interpreter) return []
  const share = interpreter.interpreter / interpreter.step
  return [
    {
      what: `${model}: interpreting the Program, share of a step on WASM`,
      measured: `${(100 * share).toFixed(2)} %`,
      target: '≤ 5 %',
      isMet: share <= 0.05,
    },
  ]
}

function memoryTarget({ model, wasm: { memory } }: ModelResults): Target[] {
  if (!memory) return []
  return [
    {
      what: `${model}: growth of tf.memory() over ${memory.steps} steps`,
      measured: `${memory.tensors} tensors, ${inBytes(memory.bytes)}`,
      target: 'none',
      isMet: memory.tensors <= 0 && memory.bytes <= 0,
    },
  ]
}

const sizeTarget = (what: string, bytes: number, limit: number): Target => ({
  what: `${what}, gzip`,
  measured: `${(bytes / kilobyte).toFixed(0)} kB`,
  target: `≤ ${limit} kB`,
  isMet: bytes <= limit * kilobyte,
})

const atMost = (what: string, ratio: number, limit: number): Target => ({
  what,
  measured: ratio.toFixed(3),
  target: `≤ ${limit}`,
  isMet: ratio <= limit,
})

export const rounded = (value: number): string => (Number.isInteger(value) ? `${value}` : value.toFixed(1))

export function inBytes(bytes: number): string {
  if (Math.abs(bytes) < kilobyte) return `${rounded(bytes)} B`
  if (Math.abs(bytes) < kilobyte ** 2) return `${(bytes / kilobyte).toFixed(1)} kB`
  return `${(bytes / kilobyte ** 2).toFixed(2)} MB`
}
