import { describe, expect, test } from 'vitest'
import { latentPlane, projected, quantileGrid } from './latent-plane.ts'

describe('the plane of a latent space', () => {
  test('is the whole space of two numbers, and lies along a single one', () => {
    const plane = latentPlane(2, Float32Array.of(3, 4, 5, 6))
    expect(plane.method).toEqual({ method: 'whole' })
    expect([...projected(Float32Array.of(3, 4, 5, 6), plane)]).toEqual([3, 4, 5, 6])
    expect([...projected(Float32Array.of(3, -4), latentPlane(1))]).toEqual([3, 0, -4, 0])
  })

  test('is that of the largest variance where there are codes, else the first two numbers', () => {
    // Varies along (0, 3, 4) / 5 by far the most, then along (1, 0, 0).
    const codes = Float32Array.of(1, 3, 4, -1, 3, 4, 1, -3, -4, -1, -3, -4)
    const plane = latentPlane(3, codes)
    expect(plane.method).toEqual({ method: 'principal', share: expect.closeTo(1, 6) })
    expect(Array.from(projected(codes, plane), Math.abs)).toEqual(
      Array.from({ length: 8 }, (_, i) => expect.closeTo(i % 2 === 0 ? 5 : 1, 5)),
    )
    expect(latentPlane(3)).toMatchObject({ method: { method: 'first' }, axes: [{ 0: 1, 1: 0, 2: 0 }, { 1: 1 }] })
  })
})

test('a grid of quantiles takes equal steps of probability, the largest second number first', () => {
  // The draws of the first number are 0 .. 100, those of the second ten times as large.
  const draws = Float32Array.from({ length: 202 }, (_, i) => (i % 2 === 0 ? i / 2 : 10 * ((i - 1) / 2)))
  const grid = quantileGrid(draws, 2)
  expect([...grid]).toEqual([25, 750, 75, 750, 25, 250, 75, 250])
})
