// The curve of a wire through its reroute points: leaves and enters horizontally, and passes each point smoothly.
import type { Point } from '../../graph/document.ts'
import { type Lane, laneEnds } from './wire-lane.ts'

/** How far a leg's handles reach, so that short legs stay tight and backward ones swing out. */
function reach([fromX, fromY]: Point, [toX, toY]: Point): number {
  const across = toX - fromX
  const down = Math.abs(toY - fromY)
  return across >= 0 ? Math.max(across * 0.5, Math.min(24, down)) : Math.min(180, 40 + Math.sqrt(-across) * 8)
}

const at = (point: Point): string => `${Math.round(point[0] * 10) / 10} ${Math.round(point[1] * 10) / 10}`

/** @param lane along which a wire without reroute points crosses, where the direct way is not clear. */
export function wirePath(points: readonly Point[], lane: Lane | null = null): string {
  const [first, ...rest] = points
  if (!first) return ''
  const [second] = rest
  if (lane !== null && second && rest.length === 1) return pathAlong(first, second, lane)
  let path = `M${at(first)}`
  let from = first
  for (const to of rest) {
    const length = reach(from, to)
    path += ` C${at([from[0] + length, from[1]])} ${at([to[0] - length, to[1]])} ${at(to)}`
    from = to
  }
  return path
}

function pathAlong(from: Point, to: Point, lane: Lane): string {
  const [start, end] = laneEnds(from, to, lane)
  const { height } = lane
  if (lane.isTight) return rounded([from, [start, from[1]], [start, height], [end, height], [end, to[1]], to])
  const [first, second] = [(start - from[0]) / 2, (to[0] - end) / 2]
  const enters = ` C${at([from[0] + first, from[1]])} ${at([start - first, height])} ${at([start, height])}`
  const leaves = ` C${at([end + second, height])} ${at([to[0] - second, to[1]])} ${at(to)}`
  return `M${at(from)}${enters} L${at([end, height])}${leaves}`
}

const cornerRadius = 16

/** Straight legs with round corners. */
function rounded(points: readonly Point[]): string {
  let path = ''
  for (const [i, corner] of points.entries()) {
    const [before, after] = [points[i - 1], points[i + 1]]
    if (!before) path += `M${at(corner)}`
    else if (!after) path += ` L${at(corner)}`
    else path += ` L${at(towards(corner, before))} Q${at(corner)} ${at(towards(corner, after))}`
  }
  return path
}

/** The point of a leg where the round corner begins; at most half-way. */
function towards([x, y]: Point, [toX, toY]: Point): Point {
  const length = Math.hypot(toX - x, toY - y) || 1
  const share = Math.min(0.5, cornerRadius / length)
  return [x + share * (toX - x), y + share * (toY - y)]
}

/** Where the label of a wire stands: the middle of its middle leg, or of its lane. */
export function labelPoint(points: readonly Point[], lane: Lane | null = null): Point {
  const [first, second] = points
  if (lane !== null && first && second && points.length === 2) {
    const [start, end] = laneEnds(first, second, lane)
    return [(start + end) / 2, lane.height]
  }
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
