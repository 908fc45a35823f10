// Finds where a training run went wrong: goes back to a state that was good and takes the same steps again, this time
// looking at every tensor. A step depends on its number alone, so the failure comes back.

import type { Checkpoint } from './checkpoint.ts'
import { type Culprit, firstNonFinite } from './first-non-finite.ts'
import type { Trainer } from './trainer.ts'

export interface Finding extends Culprit {
  /** Counts from 1. */
  readonly step: number
}

/**
 * The first tensor with an element that is not finite, up to step `until`; undefined when there is none.
 * The trainer is left at the checkpoint.
 */
export async function findNonFinite(trainer: Trainer, good: Checkpoint, until: number): Promise<Finding | undefined> {
  trainer.restore(good)
  try {
    while (trainer.step < until) {
      const culprit = await firstNonFinite((probe) => trainer.advance(probe))
      await trainer.readMetrics()
      if (culprit) return { step: trainer.step, ...culprit }
    }
    return undefined
  } finally {
    trainer.restore(good)
  }
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
