import { learningRateFactor, type Schedule } from '../math/learning-rate.ts'

/**
 * What all learning rates are multiplied by in a step, counted from 0. It depends on the step alone, so that a run
 * resumed from a checkpoint equals the run without the interruption.
 * @param steps called if there is a schedule; infinite if unknown, as for a budget in seconds: then the factor is 1.
 */
export function rateFactors(schedule: Schedule | undefined, steps: () => number): (step: number) => number {
  const total = schedule === undefined ? Number.POSITIVE_INFINITY : steps()
  if (schedule === undefined || total === Number.POSITIVE_INFINITY) return () => 1
  return (step) => learningRateFactor(schedule, Math.min(1, step / total))
}
