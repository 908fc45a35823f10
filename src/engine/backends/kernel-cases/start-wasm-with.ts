import * as tf from '@tensorflow/tfjs-core'
import { fusedKernelNames, registerWasmKernels } from '../wasm-kernels/register.ts'
import { type ModuleUse, setModuleUse } from './module-use.ts'

/** Restarts WASM with the module, which the test has mocked, in one use; without SIMD it is TF.js's own build. */
export async function startWasmWith(use: ModuleUse): Promise<void> {
  setModuleUse(use)
  tf.env().set('WASM_HAS_SIMD_SUPPORT', use !== 'without SIMD')
  const factory = tf.findBackendFactory('wasm')
  tf.removeBackend('wasm')
  tf.registerBackend('wasm', factory)
  for (const kernel of fusedKernelNames) {
    if (tf.getKernel(kernel, 'wasm') !== undefined) tf.unregisterKernel(kernel, 'wasm')
  }
  registerWasmKernels()
  await tf.setBackend('wasm')
}
