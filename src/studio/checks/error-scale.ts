// Where an error stands against its tolerance, on a logarithmic scale from a millionth of the tolerance to a hundred times it.

import { powerOfTen } from '../../curves/measured.ts'
import type { CheckResult } from '../../protocol/messages.ts'
import { checkWords } from '../../words/checks.ts'
import { rough } from '../quantities.ts'

const decadesBelow = 6
const decadesAbove = 2

/** Part of the scale's width at which the tolerance stands. */
export const tolerancePlace = decadesBelow / (decadesBelow + decadesAbove)

/** Part of the scale's width that the error takes, 0..1; all of it if the error is not finite. */
export function errorPlace({ error, tolerance, outcome }: CheckResult): number {
  if (error === undefined) return outcome === 'failed' ? 1 : 0
  if (error === 0) return 0
  if (!tolerance) return 1
  const decades = Math.log10(error / tolerance) + decadesBelow
  // A sliver remains of the smallest, so that it does not look exact.
  return Math.min(1, Math.max(0.02, decades / (decadesBelow + decadesAbove)))
}

/** The measured error and its tolerance, such as `3.1e-3, at most 0.02 of the slope` or `no incorrect tensors`. */
export function errorInWords({ error, tolerance, unit = '' }: CheckResult): string {
  if (tolerance === undefined) return ''
  const measured = error === undefined ? checkWords.notANumber : number(error)
  if (tolerance > 0) return checkWords.atMost({ error: measured, tolerance: number(tolerance), unit }).trimEnd()
  if (error === 0)
    return unit === 'faults' || unit === 'change' ? checkWords.noFaults({ unit }) : checkWords.noneIncorrect({ unit })
  return checkWords.noneAllowed({ error: measured, unit })
}

const number = (value: number): string => (value !== 0 && value < 0.01 ? powerOfTen(value) : rough(value))
