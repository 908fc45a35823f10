// Distinguishes a backend failure from a model error, and chooses the next backend.
import type { BackendName } from '../../engine/index.ts'

/** TF.js's words for an operation that a backend does not have. */
const missingKernel = /Kernel '([^']*)' not registered for backend/

/** The backend failure in one sentence; undefined if the error is not the backend's. */
export function backendTrouble(message: string, lost: string | undefined): string | undefined {
  if (lost !== undefined) return lost
  const kernel = missingKernel.exec(message)?.[1]
  return kernel === undefined ? undefined : `It lacks the operation ${kernel}.`
}

const next: Readonly<Record<BackendName, BackendName | undefined>> = { webgpu: 'wasm', wasm: 'cpu', cpu: undefined }

export const nextBackend = (backend: BackendName): BackendName | undefined => next[backend]
