// The training curve of each phase in bounded memory. A series that exceeds its limit drops every other point and then records
// half as often, so the points stay evenly spaced over the whole run.
import type { CurvePoint } from '../engine/index.ts'

/** Maximum points of one series; a chart has fewer pixels. */
const seriesLimit = 4000

export interface Series<P> {
  readonly points: readonly P[]
  /** One point in this many was kept. */
  readonly stride: number
  readonly seen: number
}

/** By the name of the phase. */
export type Curves = Readonly<Record<string, Series<CurvePoint>>>

export const emptySeries: Series<never> = { points: [], stride: 1, seen: 0 }

export function extendSeries<P>(series: Series<P>, added: readonly P[], limit = seriesLimit): Series<P> {
  let points = series.points.slice()
  let { stride, seen } = series
  for (const point of added) {
    if (seen % stride === 0) points.push(point)
    seen++
    if (points.length > limit) {
      points = points.filter((_, index) => index % 2 === 0)
      stride *= 2
    }
  }
  return { points, stride, seen }
}

/** Adds points to the series of their phases. */
export function extendCurves(curves: Curves, added: readonly CurvePoint[]): Curves {
  if (added.length === 0) return curves
  const next: Record<string, Series<CurvePoint>> = { ...curves }
  for (const phase of new Set(added.map((point) => point.phase))) {
    const points = added.filter((point) => point.phase === phase)
    next[phase] = extendSeries(next[phase] ?? emptySeries, points)
  }
  return next
}

/** All points, phase after phase. */
export const pointsOf = (curves: Curves): readonly CurvePoint[] => Object.values(curves).flatMap(({ points }) => points)

/** The curves up to a step: a run resumed from a checkpoint drops later points. */
function seriesUntil<P extends { readonly step: number }>(series: Series<P>, step: number): Series<P> {
  const points = series.points.filter((point) => point.step <= step)
  // Kept points are at multiples of the stride, so the count of seen points must be a multiple too.
  return points.length === series.points.length ? series : { ...series, points, seen: points.length * series.stride }
}

export function curvesUntil(curves: Curves, step: number): Curves {
  return Object.fromEntries(Object.entries(curves).map(([phase, series]) => [phase, seriesUntil(series, step)]))
}
