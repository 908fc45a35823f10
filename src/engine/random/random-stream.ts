// A random stream names one endless array of random words, fixed by (seed, name, step) alone: the noise of
// 'encoder/sampler' at step 17 is the same whatever else was drawn, before or after, here or on another machine.
// Key = (seed, FNV-1a hash of the name); counter = (block index, step).

import { encryptCounters } from './threefry.ts'

export type RandomStream = {
  readonly key0: number
  readonly key1: number
  readonly step: number
}

/** 32-bit FNV-1a of the text's UTF-8 bytes (Fowler, Noll and Vo), continuing from the hash of what precedes it. */
export function fnv1a(text: string, before = 0x811c9dc5): number {
  let hash = before
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash >>> 0
}

function requireWord(value: number, what: string): void {
  if (!Number.isInteger(value) || value < 0 || value > 0xffffffff)
    throw new RangeError(`${what} must be an integer from 0 to 4294967295, received ${value}`)
}

/** @throws RangeError when seed or step is not an integer from 0 to 2^32 - 1. */
export function randomStream(seed: number, name: string, step: number): RandomStream {
  requireWord(seed, 'A random seed')
  requireWord(step, `The step of the random stream "${name}"`)
  return { key0: seed, key1: fnv1a(name), step }
}

/** The stream of the name `${name}/${part}`, where `name` is that of the stream: for draws of several kinds from one stream. */
export function substream(stream: RandomStream, part: string): RandomStream {
  return { ...stream, key1: fnv1a(`/${part}`, stream.key1) }
}

/** Fills words[0 .. 2 blockCount) with the stream's blocks firstBlock, firstBlock + 1, ...: word 2b and 2b + 1 are block b's. */
export function fillWords(stream: RandomStream, firstBlock: number, blockCount: number, words: Uint32Array): void {
  for (let block = 0; block < blockCount; block++) words[2 * block] = firstBlock + block
  encryptCounters(stream.key0, stream.key1, stream.step, words, blockCount)
}
