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

/** Upper left and lower right corner. */
export type Corners = readonly [Point, Point]

/** The wires that pass through a box, the one nearest to its middle first. */
export function wiresThrough([[left, top], [right, bottom]]: Corners): readonly string[] {
  const [x, y] = [(left + right) / 2, (top + bottom) / 2]
  const found: { id: string; distance: number }[] = []
  for (const { id, points } of drawnWires()) {
    const inside = points.filter((point) => point[0] > left && point[0] < right && point[1] > top && point[1] < bottom)
    const distances = inside.map((point) => Math.hypot(point[0] - x, point[1] - y))
    if (distances.length > 0) found.push({ id, distance: Math.min(...distances) })
  }
  return found.toSorted((a, b) => a.distance - b.distance).map(({ id }) => id)
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
