import { type BackendEnvironment, usualStartLimit } from '../../engine/index.ts'
import { wasmFiles } from './wasm-files.ts'

/** The environment of the page or worker that calls this. */
export function browserEnvironment(): BackendEnvironment {
  return {
    // Absent in insecure contexts and in browsers without WebGPU, against its type.
    gpu: 'gpu' in navigator ? navigator.gpu : null,
    isPlainHttp: !globalThis.isSecureContext,
    wasmFiles,
    isCrossOriginIsolated: globalThis.crossOriginIsolated,
    logicalCores: navigator.hardwareConcurrency,
    startLimit: usualStartLimit,
  }
}
