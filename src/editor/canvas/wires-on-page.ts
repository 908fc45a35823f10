// Where the wires run on the page, asked of the drawn paths themselves. Points are on the canvas, not on the screen.
import type { Point } from '../../graph/document.ts'
import { segmentsCross } from './wire-path.ts'

/** Distance between the points that stand for a path; in canvas units. */
const spacing = 12

function* drawnWires(): Generator<{ readonly id: string; readonly points: readonly Point[] }> {
  for (const path of document.querySelectorAll<SVGPathElement>('path[data-wire]')) {
    const length = path.getTotalLength()
    const count = Math.max(2, Math.ceil(length / spacing))
    const points = Array.from({ length: count + 1 }, (_, i): Point => {
      const { x, y } = path.getPointAtLength((length * i) / count)
      return [x, y]
    })
    yield { id: path.dataset.wire ?? '', points }
  }
}

/** The wire that passes nearest to the middle of a box, of those that pass through it. */
export function wireThrough([[left, top], [right, bottom]]: readonly [Point, Point]): string | null {
  const [x, y] = [(left + right) / 2, (top + bottom) / 2]
  let nearest: string | null = null
  let closest = Number.POSITIVE_INFINITY
  for (const { id, points } of drawnWires()) {
    for (const point of points) {
      if (point[0] < left || point[0] > right || point[1] < top || point[1] > bottom) continue
      const distance = Math.hypot(point[0] - x, point[1] - y)
      if (distance < closest) {
        closest = distance
        nearest = id
      }
    }
  }
  return nearest
}

/** Wires that a cut from one point to another goes through. */
export function wiresAcross(from: Point, to: Point): string[] {
  const cut: string[] = []
  for (const { id, points } of drawnWires()) {
    const isHit = points.some((point, i) => {
      const next = points[i + 1]
      return next !== undefined && segmentsCross(from, to, point, next)
    })
    if (isHit) cut.push(id)
  }
  return cut
}
