// The first of many tensors with a number that is not finite.
import * as tf from '@tensorflow/tfjs-core'

/** Sees tensors in the order in which they are computed, with their owner and a description. */
export type Probe = (tensor: tf.Tensor, owner: string, what: string) => void

/** The origin of a tensor that is not finite. */
export interface Culprit {
  /** Of a graph's model, a node. */
  readonly owner: string
  /** Such as `the output y of encoder/hidden1`. */
  readonly what: string
}

/** Of the tensors that `run` shows to the probe; undefined where all are finite. */
export async function firstNonFinite(run: (probe: Probe) => void): Promise<Culprit | undefined> {
  const seen: Culprit[] = []
  const sums: tf.Tensor[] = []
  run((tensor, owner, what) => {
    seen.push({ owner, what })
    // A sum is finite only if every element is. Scaled first, or many large but finite elements would overflow.
    const sum = () => tf.sum(tf.mul(tf.cast(tensor, 'float32'), 1 / Math.max(1, tensor.size)))
    sums.push(tf.keep(tf.tidy(sum)))
  })
  if (sums.length === 0) return undefined
  const together = tf.stack(sums)
  tf.dispose(sums)
  const values = await together.data()
  together.dispose()
  return seen[values.findIndex((value) => !Number.isFinite(value))]
}
