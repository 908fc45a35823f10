import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Box, Point } from '../../graph/document.ts'
import { laneFor } from './wire-lane.ts'
import { wirePath } from './wire-path.ts'

/** A card whose output, or input, lies 50 below its top. */
const card = (x: number, y: number): Box => [x, y, 200, 110]
const output = ([x, y, width]: Box): Point => [x + width, y + 50]
const input = ([x, y]: Box): Point => [x, y + 50]

describe('the lane of a wire', () => {
  it('is not needed where nothing is in the way', () => {
    const [a, b] = [card(0, 0), card(400, 300)]
    expect(laneFor(output(a), input(b), [a, b, card(0, 300), card(400, 0)])).toBeNull()
  })

  it('leads past the nearer edge of a card in the way', () => {
    const [a, between, b] = [card(0, 0), card(300, 0), card(600, 0)]
    const height = laneFor(output(a), input(b), [a, between, b])?.height ?? 50
    expect(height < 0 || height > 110).toBe(true)
    const tall: Box = [300, -400, 200, 510]
    expect(laneFor(output(a), input(b), [a, tall, b])?.height).toBeGreaterThan(110)
  })

  it('of a wire that runs back to the row below is between the rows', () => {
    const row = [0, 300, 600].map((x) => card(x, 0))
    const below = [0, 300, 600].map((x) => card(x, 200))
    const [from, to] = [row[2] ?? card(0, 0), below[0] ?? card(0, 0)]
    const lane = laneFor(output(from), input(to), [...row, ...below])
    expect(lane?.height).toBeGreaterThan(110)
    expect(lane?.height).toBeLessThan(200)
  })

  it('turns tightly where a wide curve would meet the neighbours', () => {
    const [a, b] = [card(0, 0), card(500, 0)]
    const wall: Box = [250, -200, 200, 500]
    expect(laneFor(output(a), input(b), [a, b, card(250, 0)])?.isTight).toBe(false)
    expect(laneFor(output(a), input(b), [a, b, wall])).toEqual({ height: -214, isTight: true })
  })

  it.each([44, 60, 100])('keeps wires from under the cards of columns %i apart', (gap) => {
    const places = fc.array(fc.record({ y: fc.nat(40), isThere: fc.boolean() }), { minLength: 20, maxLength: 20 })
    const ends = fc.tuple(fc.nat(19), fc.nat(19))
    const way = fc.tuple(places, ends).map(([grid, [a, b]]) => {
      const all = grid.map(({ y }, i) => card(Math.floor(i / 4) * (200 + gap), (i % 4) * 170 + y))
      const cards = all.filter((_, i) => i === a || i === b || grid[i]?.isThere)
      return { cards, from: output(all[a] ?? card(0, 0)), to: input(all[b] ?? card(0, 0)) }
    })
    const isMet = ([px, py]: Point, [x, y, width, height]: Box) =>
      px > x + 4 && px < x + width - 4 && py > y + 1 && py < y + height - 1
    fc.assert(
      fc.property(way, ({ cards, from, to }) => {
        const points = pointsOf(wirePath([from, to], laneFor(from, to, cards)))
        return !cards.some((box) => points.some((point) => isMet(point, box)))
      }),
      { seed: 1, numRuns: 300 },
    )
  })
})

/** Points along a path of straight lines and Bézier curves, by de Casteljau's construction. */
function pointsOf(path: string): readonly Point[] {
  const points: Point[] = []
  for (const [, kind = '', numbers = ''] of path.matchAll(/([MLCQ])([^MLCQ]*)/g)) {
    const values = numbers.trim().split(/\s+/).map(Number)
    const corners = Array.from({ length: values.length / 2 }, (_, i): Point => [values[2 * i]!, values[2 * i + 1]!])
    const control = kind === 'M' ? corners : [points.at(-1)!, ...corners]
    for (let step = 1; step <= 40; step++) points.push(onCurve(control, step / 40))
  }
  return points
}

function onCurve(control: readonly Point[], share: number): Point {
  const [first, ...rest] = control
  if (rest.length === 0) return first!
  const between = rest.map(([x, y], i): Point => {
    const [fromX, fromY] = control[i]!
    return [fromX + share * (x - fromX), fromY + share * (y - fromY)]
  })
  return onCurve(between, share)
}
