/** A running backend, described for the user and in numbers. */
export interface StartedBackend {
  /** Adapter or instruction set: "Apple M2 (metal-3)", "SIMD, 4 threads". */
  readonly description: string
  readonly threads: number
  readonly simd: boolean
  /** Bytes, where the device has a limit. */
  readonly largestTensor?: number
  /**
   * Called once, with a sentence, when the device is lost or fails: no tensor on it can be trusted then. At once where it
   * already has. Returns what stops the listening.
   */
  onLost(listener: (reason: string) => void): () => void
}

/** For backends that live in this process and cannot be lost. */
export const neverLost: StartedBackend['onLost'] = () => () => undefined
