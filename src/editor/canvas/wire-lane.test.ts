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
    const lane = laneFor(output(a), input(b), [a, between, b])
    expect(lane).not.toBeNull()
    expect(lane === null || lane < 0 || lane > 110).toBe(true)
    const tall: Box = [300, -400, 200, 510]
    expect(laneFor(output(a), input(b), [a, tall, b])).toBeGreaterThan(110)
  })

  it('of a wire that runs back to the row below is between the rows', () => {
    const row = [0, 300, 600].map((x) => card(x, 0))
    const below = [0, 300, 600].map((x) => card(x, 200))
    const [from, to] = [row[2] ?? card(0, 0), below[0] ?? card(0, 0)]
    const lane = laneFor(output(from), input(to), [...row, ...below])
    expect(lane).toBeGreaterThan(110)
    expect(lane).toBeLessThan(200)
  })

  it('is where the path goes', () => {
    expect(
      wirePath(
        [
          [600, 50],
          [0, 250],
        ],
        155,
      ),
    ).toMatch(/ 155 .* 155/)
    expect(
      wirePath(
        [
          [0, 0],
          [600, 0],
        ],
        -40,
      ),
    ).toContain('-40')
  })
})
