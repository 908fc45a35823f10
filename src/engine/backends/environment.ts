// What starting a backend needs from its surroundings: a browser's worker or Node.js. Everything that
// differs between the two is in here, so that choosing and starting are the same code in both.
import type { GpuAccess } from './gpu-adapter.ts'

/** Where the WASM backend finds its three builds. */
export interface WasmFiles {
  readonly 'tfjs-backend-wasm.wasm': string
  readonly 'tfjs-backend-wasm-simd.wasm': string
  readonly 'tfjs-backend-wasm-threaded-simd.wasm': string
}

/** What starting a backend needs from the surrounding program. */
export interface BackendEnvironment {
  /** `navigator.gpu`, or that of the npm package `webgpu`; null where there is none. */
  readonly gpu: GpuAccess | null
  /** The page came over plain http, to which browsers give no WebGPU. */
  readonly isPlainHttp?: boolean
  /** Null in Node.js, where the package finds its own files. */
  readonly wasmFiles: WasmFiles | null
  /** Threads share memory, which a page may do only when it is cross-origin isolated. */
  readonly isCrossOriginIsolated: boolean
  readonly logicalCores: number
  /** Milliseconds that a backend may take to start before the next one is tried. */
  readonly startLimit: number
}

/** A slow line fetches WASM's 0.4 MB in well under this; a backend that hangs shows in less than a minute. */
export const usualStartLimit = 30_000
