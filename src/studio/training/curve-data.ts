// From the curves of a run to the aligned columns that a chart draws: one column of steps, one of values per line.
import type { Metrics } from '../../runtime/protocol.ts'

export interface MetricPoint {
  readonly step: number
  readonly metrics: Metrics
}

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

/** Share of the running mean that is kept from one point to the next. */
const memory = 0.95

/**
 * Exponential moving average without the pull towards zero at the start:
 * mean_t = memory * mean_{t-1} + (1 - memory) * x_t, divided by 1 - memory^t (Kingma & Ba 2015, section 3).
 */
export function smoothed(values: readonly (number | null)[]): (number | null)[] {
  let mean = 0
  let weight = 0
  return values.map((value) => {
    if (value === null) return null
    mean = memory * mean + (1 - memory) * value
    weight = memory * weight + (1 - memory)
    return mean / weight
  })
}

/** Lowest and highest value from a share of the points on, with a margin; `null` where there is nothing to show. */
export function rangeFrom(
  columns: readonly (readonly (number | null)[])[],
  share: number,
): readonly [number, number] | null {
  const values = columns.flatMap((column) =>
    column.slice(Math.floor(column.length * share)).filter((value) => value !== null),
  )
  if (values.length === 0) return null
  const low = values.reduce((a, b) => Math.min(a, b))
  const high = values.reduce((a, b) => Math.max(a, b))
  const margin = (high - low || Math.abs(high) || 1) * 0.05
  return [low - margin, high + margin]
}
