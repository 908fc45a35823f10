// The curve of a wire through its reroute points: leaves and enters horizontally, and passes each point smoothly.
import type { Point } from '../../graph/document.ts'

/** How far a leg's handles reach, so that short legs stay tight and backward ones swing out. */
function reach([fromX, fromY]: Point, [toX, toY]: Point): number {
  const across = toX - fromX
  const down = Math.abs(toY - fromY)
  return across >= 0 ? Math.max(across * 0.5, Math.min(24, down)) : Math.min(180, 40 + Math.sqrt(-across) * 8)
}

const at = (point: Point): string => `${Math.round(point[0] * 10) / 10} ${Math.round(point[1] * 10) / 10}`

export function wirePath(points: readonly Point[]): string {
  const [first, ...rest] = points
  if (!first) return ''
  let path = `M${at(first)}`
  let from = first
  for (const to of rest) {
    const length = reach(from, to)
    path += ` C${at([from[0] + length, from[1]])} ${at([to[0] - length, to[1]])} ${at(to)}`
    from = to
  }
  return path
}

/** Where the label of a wire stands: the middle of its middle leg. */
export function labelPoint(points: readonly Point[]): Point {
  const leg = Math.max(0, Math.floor((points.length - 1) / 2))
  const [from = [0, 0], to = from] = [points[leg], points[leg + 1]]
  return [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]
}

/** At which place in the list of reroute points a new one belongs: on the leg that passes closest. */
export function placeOfReroute(points: readonly Point[], added: Point): number {
  let best = 0
  let closest = Number.POSITIVE_INFINITY
  for (let leg = 0; leg + 1 < points.length; leg++) {
    const distance = distanceToSegment(added, points[leg] ?? added, points[leg + 1] ?? added)
    if (distance < closest) {
      closest = distance
      best = leg
    }
  }
  return best
}

function distanceToSegment([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const squared = (bx - ax) ** 2 + (by - ay) ** 2
  const along = squared === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / squared))
  return Math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay))
}

/** Whether two straight lines cross. */
export function segmentsCross(a: Point, b: Point, c: Point, d: Point): boolean {
  const side = (p: Point, q: Point, r: Point) =>
    Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]))
  return side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b)
}
