/** Where tensors are computed: on the graphics device, in WebAssembly, or in plain JavaScript. */
export type BackendName = 'webgpu' | 'wasm' | 'cpu'
/** A backend, or the fastest that starts. */
export type BackendChoice = BackendName | 'auto'

/** A backend that was passed over, and why. */
export interface SkippedBackend {
  readonly backend: BackendName
  /** One sentence. */
  readonly reason: string
}
