/** What was thrown, in words and without a final full stop; TF.js's WASM backend rejects with a plain object. */
export function messageOf(error: unknown): string {
  const isMessage = typeof error === 'object' && error !== null && 'message' in error
  return String(isMessage ? error.message : error).replace(/\.$/, '')
}
