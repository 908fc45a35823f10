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
  if (!backward && isClear(curve(from, to), near)) return null
  const heights = [
    (from[1] + to[1]) / 2,
    from[1],
    to[1],
    ...near.flatMap(([, y, , h]) => [y - clearance, y + h + clearance]),
  ]
  const length = (lane: number) => Math.abs(lane - from[1]) + Math.abs(lane - to[1])
  const best = heights
    .filter((lane) => isClear(wayAlong(from, to, lane), near))
    .toSorted((a, b) => length(a) - length(b))[0]
  if (best !== undefined) return best
  return backward ? (from[1] + to[1]) / 2 : null
}

/** Those that a wire between two points could meet; its own cards touch it at their edges only. */
function between(from: Point, to: Point, cards: readonly Box[]): readonly Box[] {
  const [left, right] = [Math.min(from[0], to[0] - turn), Math.max(to[0], from[0] + turn)]
  return cards.filter(([x, , width]) => x < right && x + width > left)
}

/** Points along the way, close enough that no card slips between two of them. */
function wayAlong(from: Point, to: Point, lane: number): readonly Point[] {
  const [start, end] = laneEnds(from, to, lane)
  if (isBackward(from, to))
    return [
      ...straight([start, from[1]], [start, lane]),
      ...straight([start, lane], [end, lane]),
      ...straight([end, lane], [end, to[1]]),
    ]
  return [...curve(from, [start, lane]), ...straight([start, lane], [end, lane]), ...curve([end, lane], to)]
}

const spacing = 18

function straight(from: Point, to: Point): readonly Point[] {
  const count = Math.max(1, Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / spacing))
  return Array.from({ length: count + 1 }, (_, i) => mix(from, to, i / count))
}

/** A curve that leaves and enters horizontally: x is nearly even along it, y follows 3t^2 - 2t^3. */
function curve(from: Point, to: Point): readonly Point[] {
  const count = Math.max(6, Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1]) / spacing))
  return Array.from({ length: count + 1 }, (_, i): Point => {
    const share = i / count
    return [from[0] + share * (to[0] - from[0]), from[1] + share ** 2 * (3 - 2 * share) * (to[1] - from[1])]
  })
}

const mix = (from: Point, to: Point, share: number): Point => [
  from[0] + share * (to[0] - from[0]),
  from[1] + share * (to[1] - from[1]),
]

/** Ports lie on the edges of their cards, so a card counts from a little inside on in its width. */
const inset = 3
const margin = 5

function isClear(points: readonly Point[], cards: readonly Box[]): boolean {
  return cards.every(([left, top, width, height]) =>
    points.every(
      ([x, y]) => x < left + inset || x > left + width - inset || y < top - margin || y > top + height + margin,
    ),
  )
}
