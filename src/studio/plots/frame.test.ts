import { describe, expect, it } from 'vitest'
import { frameOf, fromCanvas, margins, ticksIn, toCanvas } from './frame.ts'

describe('a frame', () => {
  const extents = [
    [-2, 2],
    [10, 20],
  ] as const

  it('puts the corners of the extents on its corners, y upwards', () => {
    const frame = frameOf({ width: 140, height: 128 }, extents, false)
    expect([frame.width, frame.height]).toEqual([100, 100])
    expect(toCanvas(frame, [-2, 10])).toEqual([margins.left, margins.top + 100])
    expect(toCanvas(frame, [2, 20])).toEqual([margins.left + 100, margins.top])
    expect(fromCanvas(frame, toCanvas(frame, [0.5, 12.5]))).toEqual([0.5, 12.5])
  })

  it('can be square in a wide canvas, or on a canvas with no room at all', () => {
    const { width, height } = frameOf({ width: 400, height: 128 }, extents, true)
    expect([width, height]).toEqual([100, 100])
    expect(frameOf({ width: 0, height: 0 }, extents, true).width).toBe(1)
  })
})

describe('ticks', () => {
  it.each([
    [[-1.3, 2.4], 4, [-1, 0, 1, 2]],
    [[0, 1], 5, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [[-7, 7], 4, [-5, 0, 5]],
    [[0.001, 0.0042], 3, [0.001, 0.002, 0.003, 0.004]],
    [[1200, 5200], 2, [2000, 4000]],
  ] as const)('in %j, about %i', (extent, count, ticks) => {
    expect(ticksIn(extent, count)).toEqual(ticks)
  })
})
