// Chance for fuzzing: every choice follows from a seed, a name and the number of the case.
import { fillWords, type RandomStream, randomStream } from '../../src/engine/random/random-stream.ts'

export class Chance {
  private readonly stream: RandomStream
  private readonly words = new Uint32Array(64)
  private used = this.words.length
  private block = 0

  constructor(seed: number, name: string, number: number) {
    this.stream = randomStream(seed, `fuzz/${name}`, number)
  }

  private word(): number {
    if (this.used === this.words.length) {
      fillWords(this.stream, this.block, this.words.length / 2, this.words)
      this.block += this.words.length / 2
      this.used = 0
    }
    return this.words[this.used++] ?? 0
  }

  /** An integer from 0 to `count` - 1; the bias of the remainder matters to no test. */
  below(count: number): number {
    return this.word() % count
  }

  between(least: number, most: number): number {
    return least + this.below(most - least + 1)
  }

  happens(probability: number): boolean {
    return this.word() < probability * 2 ** 32
  }

  /** @throws {Error} of an empty list. */
  pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new Error('There is nothing to pick from.')
    return list[this.below(list.length)]!
  }

  maybe<T>(list: readonly T[]): T | undefined {
    return list.length > 0 ? this.pick(list) : undefined
  }

  /** So many of the list, in a random order. */
  some<T>(list: readonly T[], count: number): readonly T[] {
    const left = [...list]
    return Array.from({ length: Math.min(count, left.length) }, () => left.splice(this.below(left.length), 1)).flat()
  }

  /** By weight. */
  weighted<T>(list: readonly (readonly [weight: number, value: T])[]): T {
    let at = this.below(list.reduce((sum, [weight]) => sum + weight, 0))
    for (const [weight, value] of list) {
      if (at < weight) return value
      at -= weight
    }
    throw new Error('There is nothing to pick from.')
  }
}
