// Collects what every step measured, and gives it out in few, evenly spaced points: each the mean over neighbouring steps.
import type { CurvePoint, Metrics } from './curve-point.ts'

export interface CurveBuffer {
  add(points: readonly CurvePoint[]): void
  /** At most `limit` points per phase, in the order of steps; empties the buffer. */
  take(limit: number): readonly CurvePoint[]
}

export function createCurveBuffer(): CurveBuffer {
  let byPhase = new Map<string, CurvePoint[]>()
  return {
    add(points) {
      for (const point of points) {
        const known = byPhase.get(point.phase)
        if (known) known.push(point)
        else byPhase.set(point.phase, [point])
      }
    },
    take(limit) {
      const thinned = [...byPhase.values()].flatMap((points) => thin(points, limit))
      byPhase = new Map()
      return thinned.sort((a, b) => a.step - b.step)
    },
  }
}

function thin(points: readonly CurvePoint[], limit: number): CurvePoint[] {
  const groups = Math.min(limit, points.length)
  return Array.from({ length: groups }, (_, group) => {
    const members = points.slice(
      Math.floor((group * points.length) / groups),
      Math.floor(((group + 1) * points.length) / groups),
    )
    return { ...members.at(-1)!, metrics: meanOf(members) }
  })
}

function meanOf(points: readonly CurvePoint[]): Metrics {
  const names = Object.keys(points[0]?.metrics ?? {})
  return Object.fromEntries(
    names.map((name) => [name, points.reduce((sum, { metrics }) => sum + metrics[name]!, 0) / points.length]),
  )
}
