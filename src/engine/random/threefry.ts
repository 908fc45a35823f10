// Threefry-2x32 with 20 rounds: a block cipher on two 32-bit words, used as a counter-based random generator.
// Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011); the Random123 library.
// A block depends on its key and counter alone, so any number of any stream can be computed in any order.

// Skein's key schedule parity (Random123: SKEIN_KS_PARITY32).
const parity = 0x1bd11bda

/**
 * Encrypts counters in place. On entry words[2p] is the first counter word of block p; on return words[2p] and
 * words[2p + 1] are that block's two random words. The second counter word is the same for all blocks.
 */
export function encryptCounters(
  key0: number,
  key1: number,
  counter1: number,
  words: Uint32Array,
  blockCount: number,
): void {
  const k0 = key0 | 0
  const k1 = key1 | 0
  const k2 = parity ^ k0 ^ k1
  const secondStart = (counter1 + k1) | 0
  const end = 2 * blockCount
  for (let at = 0; at < end; at += 2) {
    let x0 = (words[at]! + k0) | 0
    let x1 = secondStart
    // Four rounds (add, rotate left by 13, 15, 26, 6 or by 17, 29, 16, 24, xor), then a key injection; five times.
    x0 = (x0 + x1) | 0
    x1 = ((x1 << 13) | (x1 >>> 19)) ^ x0
    x0 = (x0 + x1) | 0
    x1 = ((x1 << 15) | (x1 >>> 17)) ^ x0
    x0 = (x0 + x1) | 0
    x1 = ((x1 << 26) | (x1 >>> 6)) ^ x0
    x0 = (x0 + x1) | 0
    x1 = ((x1 << 6) | (x1 >>> 26)) ^ x0
    x0 = (x0 + k1) | 0
    x1 = (x1 + k2 + 1) | 0

    x0 = (x0 + x1) | 0
    x1 = ((x1 << 17) | (x1 >>> 15)) ^ x0
    x0 = (x0 + x1) | 0
    x1 = ((x1 << 29) | (x1 >>> 3)) ^ x0
    x0 = (x0 + x1) | 0
    x1 = ((x1 << 16) | (x1 >>> 16)) ^ x0
    x0 = (x0 + x1) | 0
    x1 = ((x1 << 24) | (x1 >>> 8)) ^ x0
    x0 = (x0 + k2) | 0
    x1 = (x1 + k0 + 2) | 0

    x0 = (x0 + x1) | 0
    x1 = ((x1 << 13) | (x1 >>> 19)) ^ x0
    x0 = (x0 + x1) | 0
    x1 = ((x1 << 15) | (x1 >>> 17)) ^ x0
    x0 = (x0 + x1) | 0
    x1 = ((x1 << 26) | (x1 >>> 6)) ^ x0
    x0 = (x0 + x1) | 0
    x1 = ((x1 << 6) | (x1 >>> 26)) ^ x0
    x0 = (x0 + k0) | 0
    x1 = (x1 + k1 + 3) | 0

    x0 = (x0 + x1) | 0
    x1 = ((x1 << 17) | (x1 >>> 15)) ^ x0
    x0 = (x0 + x1) | 0
    x1 = ((x1 << 29) | (x1 >>> 3)) ^ x0
    x0 = (x0 + x1) | 0
    x1 = ((x1 << 16) | (x1 >>> 16)) ^ x0
    x0 = (x0 + x1) | 0
    x1 = ((x1 << 24) | (x1 >>> 8)) ^ x0
    x0 = (x0 + k1) | 0
    x1 = (x1 + k2 + 4) | 0

    x0 = (x0 + x1) | 0
    x1 = ((x1 << 13) | (x1 >>> 19)) ^ x0
    x0 = (x0 + x1) | 0
    x1 = ((x1 << 15) | (x1 >>> 17)) ^ x0
    x0 = (x0 + x1) | 0
    x1 = ((x1 << 26) | (x1 >>> 6)) ^ x0
    x0 = (x0 + x1) | 0
    x1 = ((x1 << 6) | (x1 >>> 26)) ^ x0
    words[at] = (x0 + k2) | 0
    words[at + 1] = (x1 + k0 + 5) | 0
  }
}
