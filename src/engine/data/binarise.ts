// How bytes of grey become the numbers a model sees: x = v / 255, x = v, x = [v >= 128], or x ~ Bernoulli(v / 255).
// Dynamic binarisation (Burda, Grosse and Salakhutdinov, "Importance weighted autoencoders", 2016) draws again each
// time an example is seen in training. Evaluation draws once, the same for every run and seed, for comparable results.

import { bernoulliBytes } from '../random/draws.ts'
import { type RandomStream, randomStream } from '../random/random-stream.ts'
import type { SplitName } from './dataset.ts'

/** 'levels' keeps the integers from 0 to 255. */
export type Binarisation = 'none' | 'levels' | 'threshold' | 'dynamic'

export function isBinarisation(name: unknown): name is Binarisation {
  return name === 'none' || name === 'levels' || name === 'threshold' || name === 'dynamic'
}

const unitInterval = Float32Array.from({ length: 256 }, (_, v) => v / 255)

/**
 * Writes one example. The stream is used by 'dynamic' only.
 * @throws RangeError when out and intensities differ in length.
 */
export function binarise(
  intensities: Uint8Array,
  binarisation: Binarisation,
  stream: RandomStream,
  out: Float32Array,
): void {
  if (out.length !== intensities.length)
    throw new RangeError(`Binarising ${intensities.length} pixels needs as many places, received ${out.length}`)
  switch (binarisation) {
    case 'none':
      for (let i = 0; i < out.length; i++) out[i] = unitInterval[intensities[i]!]!
      return
    case 'levels':
      out.set(intensities)
      return
    case 'threshold':
      for (let i = 0; i < out.length; i++) out[i] = intensities[i]! >= 128 ? 1 : 0
      return
    case 'dynamic':
      bernoulliBytes(stream, intensities, out)
  }
}

/** Of example `index` of a split, independent of any run's seed. */
export function evaluationStream(split: SplitName, index: number): RandomStream {
  return randomStream(0, `data/evaluation/${split}`, index)
}
