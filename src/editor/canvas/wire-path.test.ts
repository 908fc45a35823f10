import { expect, it } from 'vitest'
import { labelPoint, placeOfReroute, segmentsCross, wirePath } from './wire-path.ts'

it('passes through every point, leaving and entering horizontally', () => {
  const path = wirePath([
    [0, 0],
    [100, 50],
    [200, 0],
  ])
  expect(path).toBe('M0 0 C50 0 50 50 100 50 C150 50 150 0 200 0')
})

it('swings out where it runs backwards', () => {
  const [, first = '0'] =
    /C(-?[\d.]+)/.exec(
      wirePath([
        [0, 0],
        [-200, 0],
      ]),
    ) ?? []
  expect(Number(first)).toBeGreaterThan(40)
})

it('puts a new point on the leg it lies nearest to', () => {
  const points = [
    [0, 0],
    [100, 0],
    [100, 100],
  ] as const
  expect(placeOfReroute(points, [50, 5])).toBe(0)
  expect(placeOfReroute(points, [95, 60])).toBe(1)
})

it('labels the middle leg', () => {
  expect(
    labelPoint([
      [0, 0],
      [10, 20],
    ]),
  ).toEqual([5, 10])
})

it('knows lines that cross from lines that do not', () => {
  expect(segmentsCross([0, 0], [10, 10], [0, 10], [10, 0])).toBe(true)
  expect(segmentsCross([0, 0], [10, 0], [0, 5], [10, 5])).toBe(false)
  expect(segmentsCross([0, 0], [1, 1], [5, 0], [0, 5])).toBe(false)
})
