// The change of the loss along a short path through the weights of one tensor, as predicted by the gradient and as computed.
import * as tf from '@tensorflow/tfjs-core'
import { normals } from '../../../engine/random/draws.ts'
import { randomStream } from '../../../engine/random/random-stream.ts'
import { numbersOf } from '../examples.ts'

export interface Comparison {
  /** As a part of the slope. */
  readonly error: number
  /** Along a direction of length one. */
  readonly slope: { readonly said: number; readonly found: number }
}

/** How a way is gone. */
export interface Manner {
  /** Its length, as a part of the shortest of which rounding hides no more than the tolerance. */
  readonly length: number
  /** The number of points where the gradient is evaluated; their mean is its prediction for the path. */
  readonly points: number
}

export interface Along {
  /** What rounding makes of the loss. */
  readonly noise: number
  readonly tolerance: number
  readonly seed: number
  readonly name: string
  readonly manner: Manner
}

/** Of either half of a way. */
const largestStep = 0.1

/**
 * Nothing but direction and length of the way depends on what the gradient says where it starts.
 * @param here the gradient where the weights are
 * @param there asks for it where they are then; the tensor is the caller's
 */
export async function slopeAlong(
  variable: tf.Variable,
  here: Float32Array,
  there: () => tf.Tensor,
  loss: () => Promise<number>,
  { noise, tolerance, seed, name, manner }: Along,
): Promise<Comparison> {
  const start = Float32Array.from(await variable.data())
  const goTo = (weights: Float32Array): void => tf.tidy(() => variable.assign(tf.tensor(weights, variable.shape)))
  const direction = directionAlong(here, seed, name)
  const shortest = noise / (tolerance * Math.max(Math.abs(dot(direction, here)), 1e-12))
  const step = Math.min(largestStep, manner.length * shortest)
  const at = (part: number) => start.map((w, i) => w + part * step * direction[i]!)
  const [ahead, behind] = [at(1), at(-1)]
  // Weights are rounded too: this is the way that is really gone.
  const way = Float64Array.from(ahead, (w, i) => (w - behind[i]!) / (2 * step))
  try {
    goTo(ahead)
    const above = await loss()
    goTo(behind)
    const found = (above - (await loss())) / (2 * step)
    let said = manner.points === 1 ? dot(way, here) : 0
    for (let k = 0; k < manner.points && manner.points > 1; k++) {
      goTo(at((2 * k + 1) / manner.points - 1))
      said += dot(way, await numbersOf(there())) / manner.points
    }
    const error = Math.abs(found - said) / Math.max(Math.abs(found), Math.abs(said), noise / (tolerance * step))
    return { error, slope: { said, found } }
  } finally {
    goTo(start)
  }
}

const dot = (a: Float64Array, b: Float32Array): number => a.reduce((sum, part, i) => sum + part * b[i]!, 0)

/**
 * Random, and turned so that the parts of the slope add up instead of cancelling: every element with a gradient counts, and
 * one that wrongly has none moves the loss all the same.
 */
function directionAlong(slopes: Float32Array, seed: number, name: string): Float64Array {
  const noise = normals(randomStream(seed, `direction/${name}`, 0), slopes.length)
  const turned = Float64Array.from(noise, (n, i) => (slopes[i] === 0 ? n : Math.abs(n) * Math.sign(slopes[i]!)))
  const length = Math.sqrt(turned.reduce((sum, part) => sum + part * part, 0))
  return turned.map((part) => part / Math.max(length, 1e-12))
}
