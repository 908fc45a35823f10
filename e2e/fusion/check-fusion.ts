// Fused steps on a real device: steps of any kernels against TF.js's plain JavaScript backend, and functions of one number
// against those of JavaScript, which have 53 bits where the device has 24.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { fixtureKernels } from '../../src/engine/backends/webgpu-plan/fusion/fixtures/fixture-kernels.ts'
import { randomStep } from '../../src/engine/backends/webgpu-plan/fusion/fixtures/random-step.ts'
import { type Numbers, runRecords } from '../../src/engine/backends/webgpu-plan/fusion/fixtures/run-records.ts'
import { fuse } from '../../src/engine/backends/webgpu-plan/fusion/fuse.ts'
import type { KernelRecord, TensorRef } from '../../src/engine/backends/webgpu-plan/trace.ts'

/** Relative to the largest number of a tensor: rounding, through dozens of kernels. */
const tolerance = 1e-5

async function startDevice(): Promise<GPUDevice> {
  const adapter = await navigator.gpu.requestAdapter()
  if (adapter === null) throw new Error('There is no graphics adapter.')
  await tf.setBackend('cpu')
  return adapter.requestDevice()
}

/** One sentence for each tensor that is off. @throws Error when the device refuses a shader. */
export async function checkSteps(seeds: readonly number[], length: number): Promise<readonly string[]> {
  const device = await startDevice()
  const faults: string[] = []
  for (const seed of seeds) {
    const { records, given, expected } = randomStep(seed, length, fixtureKernels(device))
    const fused = fuse(records, device)
    const found = await runRecords(device, fused.records, given, [...expected.keys()])
    for (const [{ id, shape }, numbers] of expected) {
      const error = largestError(found.get(id), numbers)
      // Not "greater", so that NaN counts as off too.
      if (!(error <= tolerance)) faults.push(`seed ${seed}, tensor ${id} [${shape.join()}]: off by ${error}`)
    }
  }
  device.destroy()
  return faults
}

function largestError(found: Numbers | undefined, expected: Numbers): number {
  if (found?.length !== expected.length) return Number.POSITIVE_INFINITY
  let [error, scale] = [0, 1]
  for (const [i, one] of expected.entries()) {
    const own = Math.abs(one - (found[i] ?? Number.NaN))
    if (!(own <= error)) error = own
    scale = Math.max(scale, Math.abs(one))
  }
  return error / scale
}

const numbers = [
  -200, -90, -20, -3, -1, -0.3, -0.2, -1e-3, -1e-6, -1e-12, 0, 1e-12, 1e-6, 1e-3, 0.2, 0.3, 1, 3, 20, 80, 200,
]
const truths: Readonly<Record<string, (x: number) => number>> = {
  Exp: Math.exp,
  Log: Math.log,
  Log1p: Math.log1p,
  Expm1: Math.expm1,
  Tanh: Math.tanh,
  Sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  Softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  Elu: (x) => (x >= 0 ? x : Math.expm1(x)),
  Relu: (x) => Math.max(x, 0),
}
/** Of each result, not of the largest: small results must be right too. WGSL allows exp(x) an error of 3 + 2 |x| units. */
const relative = 2e-5
/** Below it, devices may take zero. */
const smallest = 2 ** -126

/** One sentence for each result that is off; what is not a number must stay so. */
export async function checkFunctions(): Promise<readonly string[]> {
  const device = await startDevice()
  const given = Float32Array.from([...numbers, Number.NaN])
  const size = given.length
  const x: TensorRef = { id: 1, shape: [size], dtype: 'float32', role: 'input' }
  const names = Object.keys(truths)
  const outputs = names.map((_, i): TensorRef => ({ id: 2 + i, shape: [size], dtype: 'float32', role: 'output' }))
  const never = new Promise<GPUComputePipeline>(() => undefined)
  const records = names.map((kernel, i): KernelRecord => {
    const dispatch = {
      pipeline: never,
      bindings: [{ tensor: outputs[i]! }, { tensor: x }],
      workgroups: [1, 1, 1] as const,
    }
    return { kernel, attrs: {}, inputs: { x }, outputs: [outputs[i]!], dispatches: [dispatch] }
  })
  const found = await runRecords(device, fuse(records, device).records, new Map([[1, given]]), outputs)
  device.destroy()
  return names.flatMap((name, i) => [...given].flatMap((at, j) => faultOf(name, at, found.get(2 + i)?.[j])))
}

function faultOf(name: string, x: number, found = Number.NaN): readonly string[] {
  const expected = Math.fround(truths[name]?.(x) ?? Number.NaN)
  const isRight = Number.isFinite(expected)
    ? Math.abs(found - expected) <= Math.max(relative * Math.abs(expected), smallest)
    : Object.is(found, expected)
  return isRight ? [] : [`${name}(${x}) gave ${found}, right is ${expected}`]
}
