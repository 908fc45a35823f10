// WebGPU without a GPU: Dawn's null backend, from the npm package `webgpu`, takes every command and computes nothing. What
// remains of a step is its cost on the JavaScript side, the same on every machine.
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { countGpuCalls, type GpuCounters, type GpuInterfaces } from './counters.ts'

export interface NullDevice {
  readonly gpu: GPU
  readonly counters: GpuCounters
}

/**
 * Gives TF.js the globals of a browser that it asks for, and puts counters behind them.
 * @throws Error when the package is not installed.
 */
export async function nullDevice(): Promise<NullDevice> {
  const dawn: unknown = await import(/* @vite-ignore */ pathToFileURL(addressOfDawn()).href)
  if (!isDawn(dawn)) throw new Error('The npm package webgpu lacks "create" or "globals".')
  Object.assign(globalThis, dawn.globals)
  const gpu = dawn.create(['backend=null'])
  Object.defineProperty(globalThis, 'navigator', { value: { gpu }, configurable: true })
  answerTheFirstQuestion(dawn.globals)
  return { gpu, counters: countGpuCalls(dawn.globals) }
}

function addressOfDawn(): string {
  try {
    return createRequire(import.meta.url).resolve('webgpu')
  } catch (error) {
    throw new Error('The npm package webgpu is not installed.', { cause: error })
  }
}

/**
 * Genloom asks a new device to compute something before it trusts it (src/engine/backends/start-webgpu.ts), and this
 * device computes nothing: the first number ever read is made the right one.
 */
function answerTheFirstQuestion({ GPUBuffer }: GpuInterfaces): void {
  const { getMappedRange } = GPUBuffer.prototype
  GPUBuffer.prototype.getMappedRange = function (...given) {
    const range = getMappedRange.apply(this, given)
    if (this.usage & mapRead) {
      if (range.byteLength === Float32Array.BYTES_PER_ELEMENT) new Float32Array(range)[0] = expectedAnswer
      GPUBuffer.prototype.getMappedRange = getMappedRange
    }
    return range
  }
}

/** GPUBufferUsage.MAP_READ */
const mapRead = 1
/** The sum of 4096 squares of 3. */
const expectedAnswer = 4096 * 9

interface Dawn {
  create(options: string[]): GPU
  readonly globals: GpuInterfaces
}

function isDawn(module: unknown): module is Dawn {
  return typeof module === 'object' && module !== null && 'create' in module && 'globals' in module
}
