import * as tf from '@tensorflow/tfjs-core'
import { reasonOf } from '../text/message-of.ts'
import type { BackendEnvironment } from './environment.ts'
import { neverLost, type StartedBackend } from './started-backend.ts'
import { withTimeLimit } from './time-limit.ts'
import { registerWasmKernels } from './wasm-kernels/register.ts'

/** TF.js gives XNNPACK half of the cores, so that with fewer than four there is a single thread anyway. */
const fewestCoresForThreads = 4

/** Starts WASM with threads where they help, else or when they fail without; installs the repaired kernels. */
export async function startWasm(environment: BackendEnvironment): Promise<StartedBackend> {
  const wasm = await import('@tensorflow/tfjs-backend-wasm')
  if (environment.wasmFiles) wasm.setWasmPaths({ ...environment.wasmFiles })
  const makeBackend = tf.findBackendFactory('wasm')
  const mayUseThreads = environment.isCrossOriginIsolated && environment.logicalCores >= fewestCoresForThreads
  let remark = ''
  let backend: tf.KernelBackend | null = null
  if (mayUseThreads) {
    try {
      backend = await withTimeLimit(makeBackend(), environment.startLimit)
    } catch (error) {
      remark = ` (threads failed: ${reasonOf(error)})`
    }
  }
  if (backend === null) {
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
    backend = await withTimeLimit(makeBackend(), environment.startLimit)
  }
  const started = backend
  tf.removeBackend('wasm')
  tf.registerBackend('wasm', () => started)
  registerWasmKernels()
  await tf.setBackend('wasm')

  const threads = wasm.getThreadsCount()
  const simd = Boolean(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT'))
  const instructions = simd ? 'SIMD' : 'without SIMD'
  const description = `${instructions}, ${threads} ${threads === 1 ? 'thread' : 'threads'}${remark}`
  return { description, threads, simd, onLost: neverLost }
}
