// Addresses of the WASM files in a browser. The bundler names and places them; TF.js fetches one of
// the three, from a worker whose own address is not the page's, so they are made absolute.
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url'
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'
import threadedSimd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url'
import type { WasmFiles } from '../../engine/index.ts'

const absolute = (address: string) => new URL(address, globalThis.location.href).href

export const wasmFiles: WasmFiles = {
  'tfjs-backend-wasm.wasm': absolute(plain),
  'tfjs-backend-wasm-simd.wasm': absolute(simd),
  'tfjs-backend-wasm-threaded-simd.wasm': absolute(threadedSimd),
}
