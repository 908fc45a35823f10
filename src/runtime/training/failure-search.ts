// Finds where a training run went wrong: goes back to a state that was good and takes the same steps again, this time
// looking at every tensor. A step depends on its number alone, so the failure comes back.
import * as tf from '@tensorflow/tfjs-core'
import type { Checkpoint } from '../protocol.ts'
import type { Trainer } from './trainer.ts'

export interface Finding {
  /** Counts from 1. */
  readonly step: number
  readonly node: string
  /** Such as `the output y of encoder/hidden1`. */
  readonly what: string
}

/**
 * The first tensor with an element that is not finite, up to step `until`; undefined when there is none.
 * The trainer is left at the checkpoint.
 */
export async function findNonFinite(trainer: Trainer, good: Checkpoint, until: number): Promise<Finding | undefined> {
  trainer.restore(good)
  try {
    while (trainer.step < until) {
      const finding = await inspectStep(trainer)
      if (finding) return finding
    }
    return undefined
  } finally {
    trainer.restore(good)
  }
}

async function inspectStep(trainer: Trainer): Promise<Finding | undefined> {
  const seen: { readonly node: string; readonly what: string }[] = []
  const sums: tf.Tensor[] = []
  trainer.advance((tensor, node, what) => {
    seen.push({ node, what })
    // A sum is finite only if every element is. Scaled first, or many large but finite elements would overflow.
    sums.push(tf.keep(tf.sum(tf.mul(tensor, 1 / Math.max(1, tensor.size)))))
  })
  await trainer.readMetrics()
  const together = tf.stack(sums)
  tf.dispose(sums)
  const values = await together.data()
  together.dispose()
  const index = values.findIndex((value) => !Number.isFinite(value))
  const found = seen[index]
  return found && { step: trainer.step, ...found }
}

/** Whether every number of a checkpoint is finite. */
export function isFiniteCheckpoint({ tensors }: Checkpoint): boolean {
  // x · 0 is 0 for every finite x, NaN for the others.
  return Object.values(tensors).every(({ values }) => {
    let sum = 0
    for (let i = 0; i < values.length; i++) sum += values[i]! * 0
    return sum === 0
  })
}
