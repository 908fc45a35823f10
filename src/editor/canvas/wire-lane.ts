// A way for a wire around the cards that it would pass behind: along a lane, a height at which the way across is clear.
// Wires that run backwards always take one, so that they do not loop behind their own cards.
import type { Box, Point } from '../../graph/document.ts'

/** How far a wire stays from cards that it passes. */
const clearance = 14
/** How far from its ends a backward wire turns. */
const turn = 26

/** The ends of the straight part of a wire along a lane. */
export function laneEnds(from: Point, to: Point, lane: number): readonly [number, number] {
  if (isBackward(from, to)) return [from[0] + turn, to[0] - turn]
  const half = (to[0] - from[0]) / 2
  const run = (height: number) => Math.min(half, Math.max(36, Math.abs(height) * 0.8))
  return [from[0] + run(lane - from[1]), to[0] - run(lane - to[1])]
}

/** Neighbours this far apart are joined directly. */
const direct = 24

export const isBackward = (from: Point, to: Point): boolean => to[0] - from[0] < direct

/** The height at which to cross; `null` where the direct way is clear, or no other is better. */
export function laneFor(from: Point, to: Point, cards: readonly Box[]): number | null {
  const backward = isBackward(from, to)
  const near = between(from, to, cards)
  if (!backward && isCurveClear(from, to, near)) return null
  const middle = (from[1] + to[1]) / 2
  const heights = [middle, from[1], to[1], ...near.flatMap(([, y, , h]) => [y - clearance, y + h + clearance])]
  const length = (lane: number) => Math.abs(lane - from[1]) + Math.abs(lane - to[1])
  const shortestFirst = heights.toSorted((a, b) => length(a) - length(b))
  return shortestFirst.find((lane) => isWayClear(from, to, lane, near)) ?? (backward ? middle : null)
}

/** How far above and below its ends a wire looks for a way. */
const reach = 300

/** The cards that a wire between two points could meet. */
function between(from: Point, to: Point, cards: readonly Box[]): readonly Box[] {
  const [left, right] = [Math.min(from[0], to[0] - turn), Math.max(to[0], from[0] + turn)]
  const [top, bottom] = [Math.min(from[1], to[1]) - reach, Math.max(from[1], to[1]) + reach]
  return cards.filter(([x, y, width, height]) => x < right && x + width > left && y < bottom && y + height > top)
}

function isWayClear(from: Point, to: Point, lane: number, cards: readonly Box[]): boolean {
  const [start, end] = laneEnds(from, to, lane)
  if (!isSpaceClear([start, lane], [end, lane], cards)) return false
  if (isBackward(from, to))
    return isSpaceClear([start, from[1]], [start, lane], cards) && isSpaceClear([end, lane], [end, to[1]], cards)
  return isCurveClear(from, [start, lane], cards) && isCurveClear([end, lane], to, cards)
}

/** Points of a curve that are looked at. */
const samples = 10

/** A curve that leaves and enters horizontally: x is nearly even along it, y follows 3t^2 - 2t^3. */
function isCurveClear(from: Point, to: Point, cards: readonly Box[]): boolean {
  const at = (share: number): Point => [
    from[0] + share * (to[0] - from[0]),
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
