// From the curves of a run to the aligned columns that a chart draws: one column of steps, one of values per line.
import type { MetricPoint } from '../../engine/index.ts'

/** `null` where a line has no value at a step. */
export interface CurveColumns {
  readonly steps: readonly number[]
  readonly train: readonly (number | null)[]
  readonly smoothed: readonly (number | null)[]
  readonly validation: readonly (number | null)[]
}

export interface CurveOptions {
  readonly smooth: boolean
  /** A logarithmic axis has no place for step 0. */
  readonly positiveSteps: boolean
}

/** One metric of training and validation over the steps where either was measured. */
export function curveColumns(
  train: readonly MetricPoint[],
  validation: readonly MetricPoint[],
  metric: string,
  { smooth, positiveSteps }: CurveOptions,
): CurveColumns {
  const trained = valuesByStep(train, metric)
  const validated = valuesByStep(validation, metric)
  const steps = [...new Set([...trained.keys(), ...validated.keys()])]
    .filter((step) => !positiveSteps || step > 0)
    .sort((a, b) => a - b)
  const pick = (values: ReadonlyMap<number, number>) => steps.map((step) => values.get(step) ?? null)
  const raw = pick(trained)
  return { steps, train: raw, smoothed: smooth ? smoothed(raw) : [], validation: pick(validated) }
}

function valuesByStep(points: readonly MetricPoint[], metric: string): ReadonlyMap<number, number> {
  const values = new Map<number, number>()
  for (const { step, metrics } of points) {
    const value = metrics[metric]
    if (value !== undefined && Number.isFinite(value)) values.set(step, value)
  }
  return values
}

/** Points on each side that count; their weights fall as a Gaussian of a third of this width. */
const reach = 18

/**
 * A local mean that looks both ways, so that it does not lag behind a falling curve as a running mean does:
 * sum_j w_(i-j) x_j / sum_j w_(i-j) over the existing neighbours, w_d = exp(-d^2 / (2 (reach/3)^2)).
 */
export function smoothed(values: readonly (number | null)[]): (number | null)[] {
  const weights = Array.from({ length: reach + 1 }, (_, distance) => Math.exp(-4.5 * (distance / reach) ** 2))
  const present = values.flatMap((value, index) => (value === null ? [] : [{ value, index }]))
  const means: (number | null)[] = values.map(() => null)
  for (const [i, { index }] of present.entries()) {
    let sum = 0
    let total = 0
    for (let j = Math.max(0, i - reach); j <= Math.min(present.length - 1, i + reach); j++) {
      const weight = weights[Math.abs(i - j)] ?? 0
      sum += weight * (present[j]?.value ?? 0)
      total += weight
    }
    means[index] = sum / total
  }
  return means
}

/** Points from which on a run has an end that can be looked at by itself. */
const fewest = 24
/** Of the raw values of the end, as many at either side may lie outside. */
const strays = 0.02

/** The lowest and the highest value to show, with a margin; `null` where there is nothing to show. */
export function rangeOfCurves(
  { train, smoothed, validation }: Omit<CurveColumns, 'steps'>,
  fitEnd: boolean,
): readonly [number, number] | null {
  const isLong = train.length >= fewest
  const from = fitEnd && isLong ? Math.floor(train.length / 2) : 0
  const present = (column: readonly (number | null)[]) => column.slice(from).filter((value) => value !== null)
  const raw = present(train).toSorted((a, b) => a - b)
  const outside = fitEnd && isLong ? Math.floor(raw.length * strays) : 0
  const values = [...raw.slice(outside, raw.length - outside), ...present(smoothed), ...present(validation)]
  if (values.length === 0) return null
  const low = values.reduce((a, b) => Math.min(a, b))
  const high = values.reduce((a, b) => Math.max(a, b))
  const margin = (high - low || Math.abs(high) || 1) * 0.05
  return [low - margin, high + margin]
}
