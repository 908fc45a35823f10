export type BackendName = 'webgpu' | 'wasm' | 'cpu'
export type BackendChoice = BackendName | 'auto'

/** A backend that was passed over, and why. */
export interface SkippedBackend {
  readonly backend: BackendName
  /** One sentence. */
  readonly reason: string
}
