// The training curve of each phase in bounded memory. A series that grows beyond its limit loses every other point
// and from then on takes every second one, so what is kept stays evenly spaced over the whole run.
import type { CurvePoint } from '../engine/index.ts'

/** Most points kept of one series; a chart has fewer pixels than this. */
const seriesLimit = 4000

export interface Series<P> {
  readonly points: readonly P[]
  /** One point in so many was kept. */
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

/** What was known at a step: a run that goes on from a checkpoint forgets what came after it. */
function seriesUntil<P extends { readonly step: number }>(series: Series<P>, step: number): Series<P> {
  const points = series.points.filter((point) => point.step <= step)
  // Kept points sit at multiples of the stride, so the count of seen points has to stay one too.
  return points.length === series.points.length ? series : { ...series, points, seen: points.length * series.stride }
}

export function curvesUntil(curves: Curves, step: number): Curves {
  return Object.fromEntries(Object.entries(curves).map(([phase, series]) => [phase, seriesUntil(series, step)]))
}
