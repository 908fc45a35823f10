// Our own WebAssembly module, which works on the memory of TF.js's: its functions take addresses on that heap. It needs
// SIMD; where there is none, and where TF.js runs threads that a single one of ours could not keep up with, kernels do
// without it.
import type { TensorInfo } from '@tensorflow/tfjs-core'
import type { WasmBackend } from '../wasm-backend.ts'
import { plainMemory, rest, sharedMemory, start } from './binary.ts'

/** The functions of assembly/index.ts; numbers are byte addresses and counts, flags are 0 and 1. */
export interface Native {
  convolutionScratch(filterHeight: number, filterWidth: number, inChannels: number, outChannels: number): number
  convolution(
    x: number,
    filter: number,
    out: number,
    batch: number,
    height: number,
    width: number,
    inChannels: number,
    filterHeight: number,
    filterWidth: number,
    strideHeight: number,
    strideWidth: number,
    outChannels: number,
    turns: number,
    bias: number,
    activation: number,
    scratch: number,
  ): void
  filterGradient(
    x: number,
    dy: number,
    out: number,
    batch: number,
    height: number,
    width: number,
    inChannels: number,
    filterHeight: number,
    filterWidth: number,
    strideHeight: number,
    strideWidth: number,
    outHeight: number,
    outWidth: number,
    outChannels: number,
    scratch: number,
  ): void
  copyBlocks(from: number, to: number, blocks: number, length: number, fromStep: number, toStep: number): void
  imageWindow(
    x: number,
    out: number,
    batch: number,
    height: number,
    width: number,
    channels: number,
    top: number,
    left: number,
    outHeight: number,
    outWidth: number,
  ): void
  gatherColumns(x: number, order: number, out: number, rows: number, columns: number, count: number): void
  channelAffine(x: number, scale: number, offset: number, out: number, rows: number, channels: number): void
  channelSums(x: number, dy: number, sums: number, rows: number, channels: number): void
  setLayout(
    channels: number,
    moving: number,
    first: number,
    step: number,
    positions: number,
    width: number,
    parity: number,
    sigmoid: number,
  ): void
  couplingScratch(): number
  affineCoupling(
    x: number,
    parameters: number,
    bound: number,
    out: number,
    change: number,
    batch: number,
    scratch: number,
  ): void
  affineCouplingGradient(
    x: number,
    parameters: number,
    bound: number,
    dy: number,
    dChange: number,
    dx: number,
    dParameters: number,
    dBound: number,
    batch: number,
    scratch: number,
  ): void
  unary(kind: number, x: number, out: number, count: number): void
  maskPositive(dy: number, y: number, out: number, count: number): void
  leakPositive(dy: number, y: number, out: number, count: number, leak: number): void
  maskByDegree(x: number, rows: number, columns: number, out: number, height: number, width: number): void
  bernoulliLogProb(x: number, logits: number, out: number, rows: number, columns: number): void
  bernoulliLogitGradient(x: number, logits: number, dy: number, out: number, rows: number, columns: number): void
  sumMiddle(x: number, out: number, outer: number, reduced: number, inner: number, scale: number): void
  adam(
    parameter: number,
    gradient: number,
    firstMoment: number,
    secondMoment: number,
    count: number,
    beta1: number,
    beta2: number,
    take1: number,
    take2: number,
    rate: number,
    offset: number,
  ): void
  sgd(parameter: number, gradient: number, velocity: number, count: number, momentum: number, rate: number): void
  rmsProp(
    parameter: number,
    gradient: number,
    meanSquare: number,
    count: number,
    decay: number,
    take: number,
    rate: number,
    epsilon: number,
  ): void
  matrixProductScratch(n: number, k: number): number
  matrixProduct(
    a: number,
    b: number,
    out: number,
    m: number,
    n: number,
    k: number,
    turnsA: number,
    turnsB: number,
    bias: number,
    activation: number,
    scratch: number,
  ): void
}

interface Running {
  readonly native: Native
  /** TF.js computes convolutions on several threads. */
  readonly isThreaded: boolean
}

const running = new WeakMap<WasmBackend, Running | null>()

/** The module on the backend's memory; null without SIMD. */
export function nativeOf(backend: WasmBackend): Native | null {
  return runningOn(backend)?.native ?? null
}

/** The module, where one thread of ours is what there is: for what TF.js would spread over several. */
export function singleThreaded(backend: WasmBackend): Native | null {
  const module = runningOn(backend)
  return module && !module.isThreaded ? module.native : null
}

/** For kernels that are registered only where the module can run. @throws Error where it cannot. */
export function requireNative(backend: WasmBackend): Native {
  const native = nativeOf(backend)
  if (native) return native
  throw new Error('This kernel needs vector instructions (SIMD), which WebAssembly does not have here.')
}

/** Whether the module can run here at all: it can be asked before there is a backend. */
export const canRunNative = (): boolean => WebAssembly.validate(bytesOf(start, plainMemory, rest))

function runningOn(backend: WasmBackend): Running | null {
  const known = running.get(backend)
  if (known !== undefined) return known
  const started = startOn(backend)
  running.set(backend, started)
  return started
}

function startOn({ wasm }: WasmBackend): Running | null {
  const memory = wasm.wasmMemory ?? wasm.asm.memory
  if (!(memory instanceof WebAssembly.Memory)) throw new Error('The WASM backend of TensorFlow.js shows no memory.')
  // Shared memory is what TF.js's threaded build has and no other; `SharedArrayBuffer` itself may not be there to ask for.
  const isThreaded = !(memory.buffer instanceof ArrayBuffer)
  const binary = bytesOf(start, isThreaded ? sharedMemory : plainMemory, rest)
  if (!WebAssembly.validate(binary)) return null
  const instance = new WebAssembly.Instance(new WebAssembly.Module(binary), { env: { memory } })
  // The module's exports have no types; the build's test keeps the bytes equal to assembly/.
  return { native: instance.exports as unknown as Native, isThreaded }
}

function bytesOf(...parts: readonly string[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(parts.map(atob).join(''), (character) => character.charCodeAt(0))
}

/** Byte address of a tensor's numbers on the heap; it stays while the tensor does. */
export function addressOf(backend: WasmBackend, tensor: TensorInfo): number {
  return backend.dataIdMap.get(tensor.dataId).memoryOffset
}
