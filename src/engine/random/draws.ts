// Draws from a random stream. The contract, which any device kernel must reproduce: word w of a stream is word (w mod 2) of
// Threefry block floor(w / 2); number i of a draw depends on (seed, name, step, i) alone, so a shorter draw is a prefix of a
// longer one; u24(w) = w >>> 8. Words, uniforms, Bernoulli draws and permutations are exact everywhere; normals are exact up to
// the rounding of log, sin and cos. Two draws of different kinds from one stream share words: give each its own name.

import { fillWords, type RandomStream } from './random-stream.ts'
import { encryptCounters } from './threefry.ts'

const chunkBlocks = 1024
const scratch = new Uint32Array(2 * chunkBlocks)
const unit24 = 2 ** -24

/** Independent uniforms in [0, 1): number i is u24(word i) / 2^24. */
export function uniforms(stream: RandomStream, length: number): Float32Array {
  const out = new Float32Array(length)
  for (let start = 0; start < length; start += scratch.length) {
    const count = Math.min(scratch.length, length - start)
    fillWords(stream, start / 2, (count + 1) >> 1, scratch)
    for (let i = 0; i < count; i++) out[start + i] = (scratch[i]! >>> 8) * unit24
  }
  return out
}

/**
 * Independent standard normals by Box and Muller (1958): block b gives numbers 2b and 2b + 1,
 * r cos(2 pi v) and r sin(2 pi v), with r = sqrt(-2 ln u), u = (u24(word 2b) + 1) / 2^24 in (0, 1], v = u24(word 2b + 1) / 2^24.
 * No value exceeds sqrt(48 ln 2) = 5.77 in size.
 */
export function normals(stream: RandomStream, length: number): Float32Array {
  const out = new Float32Array(length)
  for (let start = 0; start < length; start += scratch.length) {
    const count = Math.min(scratch.length, length - start)
    fillWords(stream, start / 2, (count + 1) >> 1, scratch)
    for (let i = 0; i < count; i += 2) {
      const u = ((scratch[i]! >>> 8) + 1) * unit24
      const angle = 2 * Math.PI * ((scratch[i + 1]! >>> 8) * unit24)
      const radius = Math.sqrt(-2 * Math.log(u))
      out[start + i] = radius * Math.cos(angle)
      if (i + 1 < count) out[start + i + 1] = radius * Math.sin(angle)
    }
  }
  return out
}

/**
 * A uniformly random order of 0 .. length - 1 (Fisher and Yates, from the last place down). Words are used in order; the place
 * among n is word mod n, where words at or above the largest multiple of n below 2^32 are skipped, so that no place is favoured.
 */
export function permutation(stream: RandomStream, length: number): Uint32Array {
  const order = new Uint32Array(length)
  for (let i = 0; i < length; i++) order[i] = i
  let nextBlock = 0
  let at = scratch.length
  for (let remaining = length; remaining > 1; ) {
    if (at === scratch.length) {
      fillWords(stream, nextBlock, chunkBlocks, scratch)
      nextBlock += chunkBlocks
      at = 0
    }
    const word = scratch[at++]!
    if (word >= 2 ** 32 - (2 ** 32 % remaining)) continue
    const chosen = word % remaining
    remaining -= 1
    const moved = order[chosen]!
    order[chosen] = order[remaining]!
    order[remaining] = moved
  }
  return order
}

/** u24 < bernoulliThresholds[v] has probability v / 255 to within 2^-24, and exactly 0 and 1 at v = 0 and 255. */
export const bernoulliThresholds: Readonly<Uint32Array> = Uint32Array.from({ length: 256 }, (_, v) =>
  Math.ceil((v * 2 ** 24) / 255),
)
const pendingPairs = new Uint32Array(chunkBlocks)

/**
 * Draws out[i] ~ Bernoulli(intensities[i] / 255) as 0 or 1: 1 when u24(word i) < ceil(2^24 intensity / 255). Blocks whose two
 * pixels are all black (0) or white (255) are not computed, which is most of a handwritten digit.
 * @throws RangeError when out and intensities differ in length.
 */
export function bernoulliBytes(
  stream: RandomStream,
  intensities: Uint8Array | Uint8ClampedArray,
  out: Float32Array,
): void {
  const length = intensities.length
  if (out.length !== length)
    throw new RangeError(`A Bernoulli draw of ${length} intensities needs as many places, received ${out.length}`)
  let pending = 0
  const settle = () => {
    for (let p = 0; p < pending; p++) scratch[2 * p] = pendingPairs[p]!
    encryptCounters(stream.key0, stream.key1, stream.step, scratch, pending)
    for (let p = 0; p < pending; p++) {
      const first = 2 * pendingPairs[p]!
      const end = Math.min(first + 2, length)
      for (let i = first, word = 2 * p; i < end; i++, word++) {
        const threshold = bernoulliThresholds[intensities[i]!]!
        out[i] = scratch[word]! >>> 8 < threshold ? 1 : 0
      }
    }
    pending = 0
  }
  for (let i = 0; i < length; i += 2) {
    const first = intensities[i]!
    const second = i + 1 < length ? intensities[i + 1]! : 0
    if ((first === 0 || first === 255) && (second === 0 || second === 255)) {
      out[i] = first === 255 ? 1 : 0
      if (i + 1 < length) out[i + 1] = second === 255 ? 1 : 0
      continue
    }
    pendingPairs[pending++] = i >> 1
    if (pending === chunkBlocks) settle()
  }
  settle()
}
