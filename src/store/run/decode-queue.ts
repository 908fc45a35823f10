// Latents that the worker is asked to decode: one at a time, and of those that come meanwhile only the newest.

export interface DecodeQueue<R> {
  /** Sends now, or once the answer to what was sent before is there. */
  ask(request: R): void
  /** The answer has come, or none will. */
  answered(): void
  /** Forgets what waits and what was sent. */
  clear(): void
}

export function createDecodeQueue<R>(send: (request: R) => void): DecodeQueue<R> {
  let isBusy = false
  let next: R | undefined
  return {
    ask(request) {
      if (isBusy) {
        next = request
        return
      }
      isBusy = true
      send(request)
    },
    answered() {
      const request = next
      next = undefined
      isBusy = request !== undefined
      if (request !== undefined) send(request)
    },
    clear() {
      isBusy = false
      next = undefined
    },
  }
}
