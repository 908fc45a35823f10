// How far rounding moves a loss in float32, which depends on how its layers add up.
import * as tf from '@tensorflow/tfjs-core'

/** Number of times the weights are perturbed, by parts in 2^22. */
const shakes = 8
/** The tolerance, in standard deviations of a perturbed loss. */
const room = 8

/** @param unit the least that rounding makes in any case: perturbed losses may happen to round alike. */
export async function roundingOf(
  variables: readonly tf.Variable[],
  loss: () => Promise<number>,
  here: number,
  unit: number,
): Promise<number> {
  const starts = tf.tidy(() => variables.map((variable) => tf.keep(tf.clone(variable))))
  try {
    let squares = 0
    for (let i = 0; i < shakes; i++) {
      tf.tidy(() => {
        for (const [at, variable] of variables.entries()) {
          const [start] = starts.slice(at)
          if (start) variable.assign(tf.mul(start, tf.add(1, tf.mul(2 ** -22, signsLike(start, i)))))
        }
      })
      squares += ((await loss()) - here) ** 2
    }
    return room * Math.max(Math.sqrt(squares / shakes), unit)
  } finally {
    tf.tidy(() => {
      for (const [at, variable] of variables.entries()) variable.assign(tf.clone(starts[at] ?? variable))
    })
    tf.dispose(starts)
  }
}

/** Pseudo-random signs for each element. */
const signsLike = ({ shape, size }: tf.Tensor, shake: number): tf.Tensor =>
  tf.reshape(tf.sign(tf.sin(tf.mul(shake + 1.3, tf.range(0, size)))), shape)
