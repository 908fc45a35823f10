import { messageOf } from '../engine/text/message-of.ts'
/** Something shared that cannot be opened; the message is for the person who opened it. */
export class ShareError extends Error {
  override readonly name = 'ShareError'
}

/** Runs a reader of untrusted bytes; whatever it throws comes out as a ShareError that begins with `what`. */
export async function reading<T>(what: string, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (cause) {
    if (cause instanceof ShareError) throw cause
    throw new ShareError(`${what}: ${messageOf(cause)}`, { cause })
  }
}
