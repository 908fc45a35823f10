// Unpacks a deflate stream (RFC 1951, no header) in the browser and in Node, never beyond a stated size.
import { concatenate } from './concatenate.ts'

/** Why a stream could not be unpacked. */
export class InflateError extends Error {
  readonly kind: 'damaged' | 'too large'

  constructor(kind: InflateError['kind'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'InflateError'
    this.kind = kind
  }
}

/** Stops as soon as the output exceeds `limit` bytes, regardless of the stream's declared size.
 * @throws {InflateError} naming the file, then and where it is cut off, damaged or not compressed.
 */
export async function inflate(packed: Uint8Array, limit: number, file: string): Promise<Uint8Array<ArrayBuffer>> {
  // Copied, because a Blob takes no view of shared memory.
  const stream = new Blob([new Uint8Array(packed)]).stream()
  const reader = stream.pipeThrough(new DecompressionStream('deflate-raw')).getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      throw new InflateError('damaged', `${file} is damaged or not compressed data: ${String(cause)}`, { cause })
    })
    if (done) return concatenate(chunks)
    length += value.length
    if (length > limit) {
      await reader.cancel()
      throw new InflateError('too large', `${file} unpacks to more than the ${limit} bytes expected`)
    }
    chunks.push(value)
  }
}
