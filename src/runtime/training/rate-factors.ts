// The schedule of the learning rates over the steps of a budget.

import { learningRateFactor } from '../../engine/index.ts'
import type { TrainingSettings } from '../../graph/document.ts'
import type { DataFeed } from '../program/data-feed.ts'

/**
 * What all learning rates are multiplied by in a step, counted from 0. It depends on the step alone, so that a run that goes on
 * from a checkpoint is the run that was never interrupted. Nobody knows how many steps a budget in seconds will be: there it is 1.
 */
export function rateFactors(
  { schedule, budget }: TrainingSettings,
  { stepsForEpochs }: Pick<DataFeed, 'stepsForEpochs'>,
): (step: number) => number {
  if (!schedule || budget.unit === 'seconds') return () => 1
  const steps = budget.unit === 'steps' ? budget.amount : stepsForEpochs(budget.amount)
  return (step) => learningRateFactor(schedule, Math.min(1, step / steps))
}
