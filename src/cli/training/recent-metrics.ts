// Means over exactly the requested number of last steps of a run.
import type { CurvePoint, Metrics } from '../../engine/index.ts'

export interface RecentMetrics {
  add(points: readonly CurvePoint[]): void
  /** By phase; over all steps while there are fewer. */
  means(): Readonly<Record<string, Metrics>>
}

/** @param steps to take the mean over. */
export function recentMetrics(steps: number): RecentMetrics {
  const byPhase = new Map<string, CurvePoint[]>()
  return {
    add(points) {
      for (const point of points) {
        const known = byPhase.get(point.phase) ?? []
        byPhase.set(point.phase, known)
        known.push(point)
        // Dropped in bulk, so that the amortised cost per step is constant.
        if (known.length > 2 * steps) known.splice(0, known.length - steps)
      }
    },
    means: () =>
      Object.fromEntries([...byPhase].map(([phase, points]) => [phase, meanOf(points.slice(-steps))] as const)),
  }
}

function meanOf(points: readonly CurvePoint[]): Metrics {
  const names = Object.keys(points[0]?.metrics ?? {})
  return Object.fromEntries(
    names.map((name) => [name, points.reduce((sum, { metrics }) => sum + (metrics[name] ?? 0), 0) / points.length]),
  )
}
