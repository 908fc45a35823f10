// Compression with deflate streams (RFC 1951, no header), using the built-in support of browsers and Node, and fflate if data may
// follow the stream, which DecompressionStream does not allow.
import { Inflate } from 'fflate'
import { concatenate } from '../engine/formats/concatenate.ts'
import { InflateError, inflate as inflateStream } from '../engine/formats/inflate.ts'
import { ShareError } from './share-error.ts'

export async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

/** Stops as soon as the output exceeds `limit` bytes, regardless of the stream's declared size.
 * @param what the start of the message: "The link".
 * @throws {ShareError} in that case, and if the stream is truncated or damaged.
 */
export async function inflate(packed: Uint8Array, limit: number, what: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await inflateStream(packed, limit, what)
  } catch (cause) {
    if (!(cause instanceof InflateError)) throw cause
    throw new ShareError(
      cause.kind === 'damaged'
        ? `${what} is cut off or damaged: it cannot be unpacked.`
        : `${what} is too large: it unpacks to more than ${limit} bytes.`,
      { cause },
    )
  }
}

const slice = 1024

/** Unpacks a stream at the start of the bytes, ignoring what follows; undefined if there is none, or it is too large. */
export function inflateFirst(bytes: Uint8Array, limit: number): Uint8Array<ArrayBuffer> | undefined {
  const chunks: Uint8Array[] = []
  let length = 0
  const stream = new Inflate((chunk) => {
    chunks.push(chunk)
    length += chunk.length
  })
  try {
    // In slices, because a few bytes can unpack to a thousand times as many.
    for (let at = 0; at < bytes.length && length <= limit; at += slice)
      stream.push(bytes.subarray(at, at + slice), at + slice >= bytes.length)
  } catch {
    return undefined
  }
  return length <= limit ? concatenate(chunks) : undefined
}
