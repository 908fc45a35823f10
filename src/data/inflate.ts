// Unpacks a deflate stream (RFC 1951, no header) in the browser and in Node, never beyond a stated size.

/** @throws Error naming the file when it is not whole deflate data or unpacks to more than maximumBytes. */
export async function inflate(packed: Uint8Array, maximumBytes: number, file: string): Promise<Uint8Array> {
  // Copied, because a Blob takes no view of shared memory.
  const stream = new Blob([new Uint8Array(packed)]).stream()
  const reader = stream.pipeThrough(new DecompressionStream('deflate-raw')).getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      throw new Error(`${file} is damaged or not compressed data: ${String(cause)}`, { cause })
    })
    if (done) break
    length += value.length
    if (length > maximumBytes) {
      await reader.cancel()
      throw new Error(`${file} unpacks to more than the ${maximumBytes} bytes expected`)
    }
    chunks.push(value)
  }
  const whole = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}
