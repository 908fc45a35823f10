// The first of many tensors with a number that is not finite.
import * as tf from '@tensorflow/tfjs-core'
import type { Observer } from './interpreter.ts'
import { tensorsIn } from './value-tensors.ts'

/** Sees tensors in the order in which they come about: the node they belong to, and words for what they are. */
export type Probe = (tensor: tf.Tensor, node: string, what: string) => void

export interface Culprit {
  readonly node: string
  /** Such as `the output y of encoder/hidden1`. */
  readonly what: string
}

export const culpritInWords = ({ node, what }: Culprit): string => `${what} at the node "${node}"`

/** Of the tensors that `run` shows to the probe; undefined where all are finite. */
export async function firstNonFinite(run: (probe: Probe) => void): Promise<Culprit | undefined> {
  const seen: Culprit[] = []
  const sums: tf.Tensor[] = []
  run((tensor, node, what) => {
    seen.push({ node, what })
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

/** Shows what the calls of a procedure give. */
export function observerOf(probe: Probe): Observer {
  return (call, outputs) => {
    for (const [index, port] of Object.keys(call.outputs).entries()) {
      const value = outputs[index]
      if (value === undefined) continue
      for (const [part, tensor] of tensorsIn(value))
        probe(tensor, call.node, `${part ? `${part} of ` : ''}the output ${port} of ${call.name}`)
    }
  }
}
