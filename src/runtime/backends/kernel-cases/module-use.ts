// The WASM kernels have up to three ways to a result: our own module where TF.js has one thread, the same for all but
// products and convolutions where it has several, and none of it where WebAssembly has no SIMD. A test that mocks the
// module by `moduleInUse` starts the backend in each of them, whatever the machine it runs on.
import * as tf from '@tensorflow/tfjs-core'
import type * as Module from '../wasm-kernels/native/module.ts'
import { fusedKernelNames, registerWasmKernels } from '../wasm-kernels/register.ts'

export const moduleUses = ['on one thread', 'as beside threads', 'without SIMD'] as const
type ModuleUse = (typeof moduleUses)[number]

let use: ModuleUse = 'on one thread'

/** For `vi.mock` of the module: it answers as it would where it is used like this. */
export function moduleInUse(module: typeof Module): typeof Module {
  return {
    ...module,
    nativeOf: (backend) => (use === 'without SIMD' ? null : module.nativeOf(backend)),
    singleThreaded: (backend) => (use === 'on one thread' ? module.singleThreaded(backend) : null),
    canRunNative: () => use !== 'without SIMD' && module.canRunNative(),
  }
}

/** Starts WASM anew; without SIMD it is TF.js's own build without. */
export async function startWasmWith(wanted: ModuleUse): Promise<void> {
  use = wanted
  tf.env().set('WASM_HAS_SIMD_SUPPORT', use !== 'without SIMD')
  const factory = tf.findBackendFactory('wasm')
  tf.removeBackend('wasm')
  tf.registerBackend('wasm', factory)
  for (const kernel of fusedKernelNames) tf.unregisterKernel(kernel, 'wasm')
  registerWasmKernels()
  await tf.setBackend('wasm')
}
