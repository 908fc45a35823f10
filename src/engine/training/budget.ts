// How much training was requested, and how far it is.

export interface Budget {
  readonly unit: 'steps' | 'epochs' | 'seconds'
  readonly amount: number
}

export interface BudgetState {
  /** Share that is done, 0..1. */
  readonly fraction: number
  /** Estimate of the seconds that are left, at the pace of this run so far; Infinity before its first step. */
  readonly remaining: number
}

export interface Pace {
  /** Steps done, and seconds of training, since the training first began. */
  readonly step: number
  readonly elapsed: number
  /** The same at the start of this run, which may resume from a checkpoint. */
  readonly startStep: number
  readonly startElapsed: number
}

/** Infinite if unknown: as many as there is time for. @param stepsForEpochs is called for budgets in epochs only. */
export function stepsIn({ unit, amount }: Budget, stepsForEpochs: (epochs: number) => number): number {
  if (unit === 'seconds') return Number.POSITIVE_INFINITY
  return unit === 'steps' ? amount : stepsForEpochs(amount)
}

/** @param stepsForEpochs is called for budgets in epochs only. */
export function budgetState(budget: Budget, pace: Pace, stepsForEpochs: (epochs: number) => number): BudgetState {
  const { step, elapsed } = pace
  if (budget.unit === 'seconds') {
    return { fraction: share(elapsed, budget.amount), remaining: Math.max(0, budget.amount - elapsed) }
  }
  const steps = stepsIn(budget, stepsForEpochs)
  const left = Math.max(0, steps - step)
  const secondsPerStep = (elapsed - pace.startElapsed) / (step - pace.startStep)
  return { fraction: share(step, steps), remaining: left === 0 ? 0 : left * secondsPerStep || Number.POSITIVE_INFINITY }
}

const share = (done: number, of: number): number => (done >= of ? 1 : done / of)
