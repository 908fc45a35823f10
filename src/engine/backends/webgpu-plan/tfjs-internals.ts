// The internals of TF.js's WebGPU backend (4.22) that recording a step needs, and the only place where they are typed by
// hand: TF.js declares some of them private, but every one is an ordinary property.
import type { DataType, TensorInfo } from '@tensorflow/tfjs-core'
import type { Pipeline } from './deferred-pipelines.ts'

/** What the backend knows about one block of numbers. */
export interface StoredTensor {
  readonly dtype: DataType
  readonly shape: readonly number[]
  /** Numbers that have not been uploaded yet. */
  values?: ArrayLike<number> | null
  resource?: object | null
  /** The backend does not free the resource. */
  external?: boolean
}

/** One kind of dispatch; `shaderKey` and what follows are set when it is run. */
export interface TfjsProgram {
  readonly outputShape: number[]
  readonly variableNames: string[]
  /** Elements that one invocation writes, if more than one. */
  readonly outputComponent?: number
  /** The shader wants the number of elements. */
  readonly size?: boolean
  readonly pixelsOpType?: number
  dispatch: [number, number, number]
  pipeline?: Pipeline
}

/** A number or a vector of a kernel's uniforms. */
export interface UniformField {
  readonly type: string
  readonly data: number[]
}

export interface WebGpuBackend {
  readonly device: GPUDevice
  readonly queue: GPUQueue
  readonly tensorMap: {
    get(dataId: object): StoredTensor
    has(dataId: object): boolean
  }
  readonly commandEncoder: GPUCommandEncoder | null
  /** By shader key. */
  readonly pipelineCache: Record<string, Pipeline>
  runWebGPUProgram(
    program: TfjsProgram,
    inputs: TensorInfo[],
    dtype: DataType,
    uniforms?: UniformField[],
    output?: TensorInfo,
  ): TensorInfo
  makeTensorInfo(shape: number[], dtype: DataType, values?: Float32Array | Int32Array): TensorInfo
  uploadToGPU(dataId: object): void
  tensorToBinding(tensor: TensorInfo | null): GPUBindingResource | null
  read(dataId: object): Promise<Float32Array | Int32Array | Uint8Array>
  readSync(dataId: object): Float32Array | Int32Array | Uint8Array
  incRef(dataId: object): void
  disposeData(dataId: object, force?: boolean): boolean
  endComputePassEncoder(): void
  submitQueue(): void
  /** Puts pipelines into the place of the promises that compiling ahead has left. */
  checkCompileCompletionAsync(): Promise<void>
}

/** Whether this is the WebGPU backend of TensorFlow.js. */
export function isWebGpuBackend(backend: object): backend is WebGpuBackend {
  return 'runWebGPUProgram' in backend && 'tensorToBinding' in backend && 'tensorMap' in backend
}

/** Sends off the dispatches that the backend has gathered, so that whatever is submitted next comes after them. */
export function submitPending(backend: WebGpuBackend): void {
  if (backend.commandEncoder === null) return
  backend.endComputePassEncoder()
  backend.submitQueue()
}
