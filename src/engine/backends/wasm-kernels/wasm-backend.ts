// The few internals of TF.js's WASM backend (4.22) that the kernels in this folder use, and the only
// place where they are typed by hand: `KernelConfig` hands every kernel `backend: {}` and untyped
// attributes, exactly as it does to TF.js's own kernels.
import type { DataType, KernelFunc, NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core'

/** What the backend knows about one block of numbers on the WASM heap. */
export type HeapBlock = {
  /** Number under which C++ knows the block; XNNPACK's packed-weight cache is keyed by it. */
  readonly id: number
  /** Byte address on the WASM heap. */
  readonly memoryOffset: number
  /** How many tensors share the block. */
  readonly refCount: number
}

type WasmFunction = (...values: (number | boolean | Uint8Array)[]) => void

export type WasmBackend = {
  readonly wasm: {
    readonly HEAPU8: Uint8Array
    readonly tfjs: {
      registerTensor(id: number, elementCount: number, memoryOffset: number): void
      /** Forgets the block and every XNNPACK operator packed from it; does not free its memory. */
      disposeData(id: number): void
    }
    /** Of the threaded build; the others show their memory among their exports. */
    readonly wasmMemory?: WebAssembly.Memory
    readonly asm: { readonly memory?: WebAssembly.Memory }
    cwrap(name: string, returns: null, parameters: ('number' | 'array')[]): WasmFunction
  }
  readonly dataIdMap: {
    get(dataId: object): HeapBlock
    has(dataId: object): boolean
    delete(dataId: object): boolean
  }
  /** Without `memoryOffset` allocates a new block, with it registers memory that exists already. */
  makeOutput(shape: number[], dtype: DataType, memoryOffset?: number): TensorInfo
  incRef(dataId: object): void
  disposeData(dataId: object): boolean
}

export function isWasmBackend(backend: object): backend is WasmBackend {
  return 'wasm' in backend && 'dataIdMap' in backend && 'makeOutput' in backend
}

/** The kernel that TF.js itself ships under the same name. */
export type StockKernel = (inputs: NamedTensorInfoMap, attrs: object) => TensorInfo

export type KernelCall<Inputs, Attrs> = {
  readonly inputs: Inputs
  readonly attrs: Attrs
  readonly backend: WasmBackend
  readonly stock: StockKernel
}

export type KernelRepair = {
  readonly kernelName: string
  readonly wrap: (stock: KernelFunc | undefined) => KernelFunc
}

/** A kernel for the WASM backend; `run` may fall back on `stock` where TF.js's own kernel is right. */
export function repairKernel<Inputs, Attrs>(
  kernelName: string,
  run: (call: KernelCall<Inputs, Attrs>) => TensorInfo | TensorInfo[],
): KernelRepair {
  return {
    kernelName,
    wrap:
      (stock) =>
      ({ inputs, attrs, backend }) => {
        if (!isWasmBackend(backend)) {
          throw new Error(`${kernelName}: this kernel needs TF.js's WASM backend, but another backend called it.`)
        }
        return run({
          // The engine calls a kernel by name only, so no type can tie its inputs and attributes to it.
          // Each kernel states them with the types that TF.js publishes for that very name.
          inputs: inputs as Inputs,
          attrs: attrs as Attrs,
          backend,
          stock: (stockInputs, stockAttrs) => callStock(kernelName, stock, stockInputs, stockAttrs, backend),
        })
      },
  }
}

function callStock(
  kernelName: string,
  stock: KernelFunc | undefined,
  inputs: NamedTensorInfoMap,
  attrs: object,
  backend: WasmBackend,
): TensorInfo {
  if (stock === undefined) throw new Error(`${kernelName}: TF.js has no kernel of this name for WASM to fall back on.`)
  return singleOutput(kernelName, stock({ inputs, attrs: { ...attrs }, backend }))
}

export function singleOutput(kernelName: string, output: TensorInfo | TensorInfo[]): TensorInfo {
  if (Array.isArray(output)) {
    throw new Error(`${kernelName}: expected one output, received ${output.length}.`)
  }
  return output
}

/**
 * The float32 elements of a tensor, in place on the heap. Take it after the last allocation: a growing
 * heap moves to a new ArrayBuffer and leaves older views empty.
 */
export function heapFloats(backend: WasmBackend, tensor: TensorInfo): Float32Array {
  const { memoryOffset } = backend.dataIdMap.get(tensor.dataId)
  return new Float32Array(backend.wasm.HEAPU8.buffer, memoryOffset, elementCount(tensor.shape))
}

export function heapIntegers(backend: WasmBackend, tensor: TensorInfo): Int32Array {
  const { memoryOffset } = backend.dataIdMap.get(tensor.dataId)
  return new Int32Array(backend.wasm.HEAPU8.buffer, memoryOffset, elementCount(tensor.shape))
}

export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1)
}

/**
 * Makes C++ forget what it derived from a tensor's values. XNNPACK packs the right factor of a matrix
 * product, and a convolution's filter, once per id: after a write in place it would keep using the
 * old numbers until the id is registered again.
 */
export function refreshTensor(backend: WasmBackend, tensor: TensorInfo): void {
  const { id, memoryOffset } = backend.dataIdMap.get(tensor.dataId)
  backend.wasm.tfjs.disposeData(id)
  backend.wasm.tfjs.registerTensor(id, elementCount(tensor.shape), memoryOffset)
}
