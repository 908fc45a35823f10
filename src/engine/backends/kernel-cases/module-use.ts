// The WASM kernels have up to three ways to a result: our own module where TF.js has one thread, the same for all but
// products and convolutions where it has several, and none of it where WebAssembly has no SIMD. Tests mock the module by
// `moduleInUse`, and so see each of them on any machine. Nothing may be imported here that imports the module.
import type * as Module from '../wasm-kernels/native/module.ts'

export const moduleUses = ['on one thread', 'as beside threads', 'without SIMD'] as const
export type ModuleUse = (typeof moduleUses)[number]

let current: ModuleUse = 'on one thread'

export function setModuleUse(use: ModuleUse): void {
  current = use
}

/** For `vi.mock`: the module answers as it does where it is used in the way that is set. */
export function moduleInUse(module: typeof Module): typeof Module {
  return {
    ...module,
    nativeOf: (backend) => (current === 'without SIMD' ? null : module.nativeOf(backend)),
    singleThreaded: (backend) => (current === 'on one thread' ? module.singleThreaded(backend) : null),
    canRunNative: () => current !== 'without SIMD' && module.canRunNative(),
  }
}
