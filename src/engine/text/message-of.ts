/** What was thrown, in words. TF.js's WASM backend rejects with a plain object. */
export function messageOf(error: unknown): string {
  const isMessage = typeof error === 'object' && error !== null && 'message' in error
  return String(isMessage ? error.message : error)
}

/** The same as a part of a sentence, without its final full stop. */
export const reasonOf = (error: unknown): string => messageOf(error).replace(/\.$/, '')
