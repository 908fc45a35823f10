// TF.js's WebGPU backend while a step is recorded: kernels choose their shaders and make their tensors, but nothing is
// uploaded, compiled or computed.
import * as tf from '@tensorflow/tfjs-core'
import { deferPipelines, isDeferred, type Pipeline } from './deferred-pipelines.ts'
import type { TfjsProgram, WebGpuBackend } from './tfjs-internals.ts'
import { uniformBlock } from './uniform-block.ts'

/** Handles the work that the backend does not do. */
export interface IdleWatcher {
  onDispatch(dispatch: WantedDispatch): void
  /** @throws where the tensor has no numbers that may be read. */
  onRead(dataId: object): void
}

export interface WantedDispatch {
  readonly pipeline: Pipeline
  /** By binding number; the uniforms come after them. */
  readonly tensors: readonly tf.TensorInfo[]
  readonly uniforms: ArrayBuffer
  readonly workgroups: readonly [x: number, y: number, z: number]
}

export interface IdleBackend {
  /** A tensor that was not on the device, and has no numbers, is still there. */
  keepsTensor(): boolean
  /** Puts the backend to work again. */
  resume(): void
}

const compileFlag = 'WEBGPU_ENGINE_COMPILE_ONLY'

/** @param placeholder stands for the memory of tensors that are not on the device. */
export function idle(backend: WebGpuBackend, placeholder: GPUBuffer, watcher: IdleWatcher): IdleBackend {
  const { runWebGPUProgram, uploadToGPU, read, readSync } = backend
  const stock = { runWebGPUProgram, uploadToGPU, read, readSync }
  const touched: object[] = []
  const own: Pick<WebGpuBackend, keyof typeof stock> = {
    uploadToGPU(dataId) {
      const stored = backend.tensorMap.get(dataId)
      if (stored.resource != null) return
      stored.resource = placeholder
      stored.external = true
      touched.push(dataId)
    },
    runWebGPUProgram(program, inputs, dtype, uniforms, output) {
      const result = stock.runWebGPUProgram.call(backend, program, inputs, dtype, uniforms, output)
      const { pipeline, dispatch } = program
      if (!pipeline) return result
      const block = uniformBlock(program, [...inputs, result], uniforms)
      watcher.onDispatch({
        pipeline,
        tensors: [result, ...inputs],
        uniforms: block,
        workgroups: workgroupsOf(dispatch),
      })
      return result
    },
    read: (dataId) => Promise.resolve(own.readSync(dataId)),
    readSync(dataId) {
      watcher.onRead(dataId)
      return stock.readSync.call(backend, dataId)
    },
  }
  const compileOnly = tf.env().getBool(compileFlag)
  Object.assign(backend, own)
  tf.env().set(compileFlag, true)
  const compileAgain = deferPipelines(backend.device)
  return {
    keepsTensor: () => touched.some((dataId) => backend.tensorMap.has(dataId) && !backend.tensorMap.get(dataId).values),
    resume() {
      tf.env().set(compileFlag, compileOnly)
      compileAgain()
      Object.assign(backend, stock)
      forgetDeferred(backend)
      forget(backend, touched)
    },
  }
}

const workgroupsOf = ([x, y, z]: TfjsProgram['dispatch']) => [x, y, z] as const

/** TF.js would wait for them; a step that is done as it is written has its own compiled. */
function forgetDeferred({ pipelineCache }: WebGpuBackend): void {
  for (const [key, pipeline] of Object.entries(pipelineCache)) if (isDeferred(pipeline)) delete pipelineCache[key]
}

/** Tensors that outlive the recording are taken back from the device that they were never on. */
function forget(backend: WebGpuBackend, touched: readonly object[]): void {
  for (const dataId of touched) {
    if (!backend.tensorMap.has(dataId)) continue
    const stored = backend.tensorMap.get(dataId)
    stored.resource = null
    stored.external = false
  }
}
