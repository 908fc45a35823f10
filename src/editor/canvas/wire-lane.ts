// A way for a wire around the cards that it would pass behind: along a lane, a height at which the way across is clear.
// Wires that run right to left always take one, so that they do not loop behind their own cards.
import type { Box, Point } from '../../graph/document.ts'

/** How far a wire stays from cards that it passes. */
const clearance = 14
/** How far from its ends a backward wire turns. */
const turn = 26

export interface Lane {
  /** At which the wire crosses. */
  readonly height: number
  /** It turns right beside its ends, where a wide curve would meet their neighbours. */
  readonly isTight: boolean
}

/** The ends of the straight part of a wire along a lane. */
export function laneEnds(from: Point, to: Point, { height, isTight }: Lane): readonly [number, number] {
  if (isTight) return [from[0] + turn, to[0] - turn]
  const half = (to[0] - from[0]) / 2
  const run = (rise: number) => Math.min(half, Math.max(36, Math.abs(rise) * 0.8))
  return [from[0] + run(height - from[1]), to[0] - run(height - to[1])]
}

/** Neighbours this far apart are joined directly. */
const direct = 24

const isBackward = (from: Point, to: Point): boolean => to[0] - from[0] < direct

/** `null` where the direct way is clear, or no other is better. */
export function laneFor(from: Point, to: Point, cards: readonly Box[]): Lane | null {
  const backward = isBackward(from, to)
  const beside = between(from, to, cards)
  if (!backward && isCurveClear(from, to, beside)) return null
  const middle = (from[1] + to[1]) / 2
  const near = beside.filter((card) => isNear(from, to, card))
  const heights = [middle, from[1], to[1], ...near.flatMap(([, y, , h]) => [y - clearance, y + h + clearance])]
  const length = (height: number) => Math.abs(height - from[1]) + Math.abs(height - to[1])
  const shortestFirst = heights.toSorted((a, b) => length(a) - length(b))
  for (const isTight of backward ? [true] : [false, true]) {
    const height = shortestFirst.find((one) => isWayClear(from, to, { height: one, isTight }, beside))
    if (height !== undefined) return { height, isTight }
  }
  return backward ? { height: middle, isTight: true } : null
}

/** How far above and below its ends a wire looks for a way. */
const reach = 300

function isNear(from: Point, to: Point, [, y, , height]: Box): boolean {
  return y < Math.max(from[1], to[1]) + reach && y + height > Math.min(from[1], to[1]) - reach
}

/** The cards that a wire between two points could meet. */
function between(from: Point, to: Point, cards: readonly Box[]): readonly Box[] {
  const [left, right] = [Math.min(from[0], to[0] - turn), Math.max(to[0], from[0] + turn)]
  return cards.filter(([x, , width]) => x < right && x + width > left)
}

function isWayClear(from: Point, to: Point, lane: Lane, cards: readonly Box[]): boolean {
  const [start, end] = laneEnds(from, to, lane)
  const first: Point = [start, lane.height]
  const last: Point = [end, lane.height]
  if (!isSpaceClear(first, last, cards)) return false
  if (lane.isTight) return isSpaceClear([start, from[1]], first, cards) && isSpaceClear([end, to[1]], last, cards)
  return isCurveClear(from, first, cards) && isCurveClear(last, to, cards)
}

/** Points of a curve that are looked at. */
const samples = 10

/** A Bézier curve that leaves and enters horizontally, with handles half as long as it is wide. */
function isCurveClear(from: Point, to: Point, cards: readonly Box[]): boolean {
  const at = (share: number): Point => [
    from[0] + share * (1.5 - 1.5 * share + share ** 2) * (to[0] - from[0]),
    from[1] + share ** 2 * (3 - 2 * share) * (to[1] - from[1]),
  ]
  for (let i = 0; i < samples; i++) {
    if (!isSpaceClear(at(i / samples), at((i + 1) / samples), cards)) return false
  }
  return true
}

/** Ports lie on the edges of their cards, so a card counts from a little inside on in its width. */
const inset = 3
const margin = 5

/** No card reaches into the box between two corners. */
function isSpaceClear(a: Point, b: Point, cards: readonly Box[]): boolean {
  const [left, right] = a[0] < b[0] ? [a[0], b[0]] : [b[0], a[0]]
  const [top, bottom] = a[1] < b[1] ? [a[1], b[1]] : [b[1], a[1]]
  return cards.every(
    ([x, y, width, height]) =>
      x + inset > right || x + width - inset < left || y - margin > bottom || y + height + margin < top,
  )
}
