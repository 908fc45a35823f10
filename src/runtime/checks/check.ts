// What every check is: questions to a model with its given weights, each answered by a number and its tolerance.

import type { CheckResult } from '../../protocol/messages.ts'
import type { DataFeed } from '../program/data-feed.ts'
import type { Model } from '../program/model.ts'

export interface CheckOptions {
  /** Of the examples' noise, the draws and the directions. */
  readonly seed: number
}

/** The weights are left as they were found. @throws NodeError when a call fails. */
export type Check = (model: Model, feed: DataFeed, options: CheckOptions) => Promise<CheckResult[]>

interface Measurement {
  readonly check: string
  readonly title: string
  readonly error: number
  /** The largest error that passes. */
  readonly tolerance: number
  readonly unit?: string
  readonly node?: string | undefined
}

/** Passed where the error is a number within the tolerance. */
export function judge(measured: Measurement, whenPassed: string, whenFailed: string): CheckResult {
  const { check, title, error, tolerance, unit, node } = measured
  const passed = error <= tolerance
  return {
    check,
    title,
    outcome: passed ? 'passed' : 'failed',
    ...(Number.isFinite(error) && { error }),
    tolerance,
    ...(unit !== undefined && { unit }),
    ...(node !== undefined && { node }),
    sentence: passed ? whenPassed : whenFailed,
  }
}

export const skip = (check: string, title: string, sentence: string): CheckResult => ({
  check,
  title,
  outcome: 'skipped',
  sentence,
})
