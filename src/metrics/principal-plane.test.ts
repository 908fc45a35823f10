import { describe, expect, test } from 'vitest'
import { normals } from '../engine/random/draws.ts'
import { randomStream } from '../engine/random/random-stream.ts'
import { principalPlane } from './principal-plane.ts'

/**
 * Points whose covariance is exactly A diag(variances) A', for the orthonormal columns of A: mean ± sqrt(n - 1) s_j a_j / sqrt 2
 * with n points in pairs.
 */
function pointsWith(directions: readonly (readonly number[])[], variances: readonly number[], mean: readonly number[]) {
  const count = 2 * directions.length
  return Float32Array.from(
    directions.flatMap((direction, j) => {
      const length = Math.sqrt((variances[j]! * (count - 1)) / 2)
      return [1, -1].flatMap((side) => direction.map((part, i) => mean[i]! + side * length * part))
    }),
  )
}

const third = 1 / 3
// A rotation of space: the columns are orthonormal.
const directions = [
  [2 * third, 2 * third, third],
  [-2 * third, third, 2 * third],
  [third, -2 * third, 2 * third],
]

describe('the principal plane', () => {
  test('of a known covariance has its leading eigenvectors, mean and share of the variance', () => {
    const plane = principalPlane(pointsWith(directions, [4, 0.25, 9], [1, -2, 3]), 3)
    for (const [axis, known] of [
      [plane.axes[0], directions[2]!.map((part) => -part)],
      [plane.axes[1], directions[0]!],
    ] as const)
      expect(Math.abs(axis.reduce((sum, part, i) => sum + part * known[i]!, 0))).toBeCloseTo(1, 6)
    expect([...plane.origin]).toEqual([1, -2, 3].map((value) => expect.closeTo(value, 5)))
    expect(plane.share).toBeCloseTo(13 / 13.25, 6)
  })

  test('keeps to the side of the axes from before', () => {
    const points = pointsWith(directions, [4, 0.25, 9], [0, 0, 0])
    const { axes } = principalPlane(points, 3)
    const turned = axes.map((axis) => axis.map((part) => -part)) as [Float32Array, Float32Array]
    const again = principalPlane(points, 3, turned)
    for (const [j, axis] of again.axes.entries())
      for (const [i, part] of axis.entries()) expect(part).toBeCloseTo(turned[j]![i]!, 5)
  })

  test('catches as much variance as any other plane, in many dimensions', () => {
    const [count, size] = [200, 40]
    const values = normals(randomStream(3, 'points', 0), count * size).map((value, i) => value * (1 + (i % size) / 10))
    const { axes, origin, share } = principalPlane(values, size)
    const varianceAlong = (axis: ArrayLike<number>): number => {
      let sum = 0
      for (let row = 0; row < count; row++) {
        let along = 0
        for (let i = 0; i < size; i++) along += (values[row * size + i]! - origin[i]!) * axis[i]!
        sum += along ** 2 / (count - 1)
      }
      return sum
    }
    const caught = varianceAlong(axes[0]) + varianceAlong(axes[1])
    const total = Array.from({ length: size }, (_, i) => varianceAlong(origin.map((_, j) => +(i === j))))
    expect(share).toBeCloseTo(caught / total.reduce((sum, one) => sum + one, 0), 5)
    expect(axes[0].reduce((sum, part, i) => sum + part * axes[1][i]!, 0)).toBeCloseTo(0, 6)
    // An axis of a stationary plane is not improved by turning it a little towards any other direction.
    for (let i = 0; i < size; i++)
      for (const side of [0.01, -0.01]) {
        const turned = axes[0].map((part, j) => part + (i === j ? side : 0))
        const length = Math.hypot(...turned)
        expect(varianceAlong(turned.map((part) => part / length))).toBeLessThanOrEqual(
          varianceAlong(axes[0]) * (1 + 1e-6),
        )
      }
  })

  test('of points that all lie on a line, or all in one place, is still two directions', () => {
    const line = principalPlane(Float32Array.of(0, 0, 0, 1, 1, 1, 2, 2, 2), 3)
    expect(Math.abs(line.axes[0][0]!)).toBeCloseTo(Math.sqrt(third), 5)
    expect(Math.hypot(...line.axes[1])).toBeCloseTo(1, 5)
    expect(line.share).toBeCloseTo(1, 6)
    const still = principalPlane(new Float32Array(6).fill(5), 3)
    expect(still.share).toBe(1)
    expect(still.axes.map((axis) => Math.hypot(...axis))).toEqual([1, 1])
  })

  test('refuses too few points or numbers', () => {
    expect(() => principalPlane(Float32Array.of(1, 2, 3), 3)).toThrow('received 1 of 3')
    expect(() => principalPlane(Float32Array.of(1, 2, 3), 1)).toThrow(RangeError)
  })
})
