import { messageOf } from '../engine/text/message-of.ts'
/** Shared content that cannot be opened; the message is shown to the user. */
export class ShareError extends Error {
  override readonly name = 'ShareError'
}

/** Runs a reader of untrusted bytes; any exception becomes a ShareError that starts with `what`. */
export async function reading<T>(what: string, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (cause) {
    if (cause instanceof ShareError) throw cause
    throw new ShareError(`${what}: ${messageOf(cause)}`, { cause })
  }
}
