// The training curve in bounded memory, however long a run is: each row holds the means over the steps since the previous row.
import type { CurvePoint, Metrics } from '../../engine/index.ts'

export interface BoundedCurve {
  add(points: readonly CurvePoint[]): void
  /** In the order of steps. */
  points(): readonly CurvePoint[]
}

/** More than a chart can show; a file with that many rows is a megabyte. */
const usualLimit = 16_384

/** @param limit of points per phase; beyond it, neighbours are merged. */
export function boundedCurve(earlier: readonly CurvePoint[] = [], limit = usualLimit): BoundedCurve {
  const byPhase = new Map<string, CurvePoint[]>()
  const add = (points: readonly CurvePoint[]) => {
    for (const point of points) {
      const known = byPhase.get(point.phase) ?? []
      known.push(point)
      byPhase.set(point.phase, known.length > limit ? inPairs(known) : known)
    }
  }
  add(earlier)
  return {
    add,
    points: () => [...byPhase.values()].flat().sort((a, b) => a.step - b.step),
  }
}

function inPairs(points: readonly CurvePoint[]): CurvePoint[] {
  return points.flatMap((second, index) => {
    const first = points[index - 1]
    if (index % 2 === 0) return index === points.length - 1 ? [second] : []
    if (!first) return []
    const before = points[index - 2]?.step ?? 0
    const share = (second.step - first.step) / (second.step - before)
    return [{ ...second, metrics: meanOf(first.metrics, second.metrics, share) }]
  })
}

const meanOf = (first: Metrics, second: Metrics, share: number): Metrics =>
  Object.fromEntries(
    Object.entries(second).map(([name, value]) => [name, (1 - share) * (first[name] ?? value) + share * value]),
  )
