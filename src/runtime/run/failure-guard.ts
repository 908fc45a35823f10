import { messageOf } from '../../engine/text/message-of.ts'

export interface FailureTeller {
  /** Each message once. */
  tell(message: string): void
  /** It is the backend that fails, and with it the run. */
  isFatal(message: string): boolean
}

/**
 * A failed picture does not stop training: the failure is reported, and the work is not tried again. Several may fail for the
 * same reason.
 */
export function createFailureGuard({
  tell,
  isFatal,
}: FailureTeller): (work: () => Promise<void>) => () => Promise<void> {
  const told = new Set<string>()
  return (work) => {
    let hasFailed = false
    return async () => {
      if (hasFailed) return
      try {
        await work()
      } catch (error) {
        const message = messageOf(error)
        if (isFatal(message)) throw error
        hasFailed = true
        if (!told.has(message)) tell(message)
        told.add(message)
      }
    }
  }
}
