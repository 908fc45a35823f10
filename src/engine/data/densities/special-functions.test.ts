import { describe, expect, it, test } from 'vitest'
import { logNormalInterval, logSpread } from './normal-interval.ts'
import { scaledBesselI0 } from './scaled-bessel.ts'

/** The midpoint rule, fine enough for smooth integrands; of a periodic one over its period exact to rounding. */
function integrate(f: (x: number) => number, from: number, to: number, cells: number): number {
  let sum = 0
  for (let i = 0; i < cells; i++) sum += f(from + ((i + 0.5) * (to - from)) / cells)
  return (sum * (to - from)) / cells
}

test.each([0, 0.01, 1, 7.5, 29.999, 30, 45, 1000, 1e6])('exp(-z) I0(z) is its integral at z = %d', (z) => {
  // I0(z) is the mean of exp(z cos t) over a turn.
  const exact = integrate((t) => Math.exp(z * (Math.cos(t) - 1)), 0, Math.PI, 20_000) / Math.PI
  expect(Math.abs(scaledBesselI0(z) / exact - 1)).toBeLessThan(1e-9)
})

describe('logNormalInterval', () => {
  const phi = (x: number) => Math.exp(-(x * x) / 2) / Math.sqrt(2 * Math.PI)

  it.each([
    [-1, 1],
    [-8, 0.3],
    [0, 2],
    [2.9, 3.1],
    [2.5, 7],
    [-3.5, -2.999],
    [-0.001, 0.002],
    [4, 4.5],
  ])('is the integral over [%d, %d]', (a, b) => {
    expect(Math.exp(logNormalInterval(a, b)) / integrate(phi, a, b, 100_000)).toBeCloseTo(1, 8)
  })

  it.each([
    [40, 41],
    [-101, -100],
  ])('does not underflow over [%d, %d]', (a, b) => {
    const nearest = Math.min(Math.abs(a), Math.abs(b))
    // Shifted: phi(x + u) = phi(x) exp(-x u - u^2 / 2).
    const shifted = integrate((u) => Math.exp(-nearest * u - (u * u) / 2), 0, 1, 100_000)
    const exact = -(nearest ** 2) / 2 - Math.log(2 * Math.PI) / 2 + Math.log(shifted)
    expect(logNormalInterval(a, b)).toBeCloseTo(exact, 3)
  })
})

test.each([0.02, 0.1, 1])('a uniform and a Gaussian of deviation %d added up have that density', (deviation) => {
  const side = 1 / 6
  const density = logSpread(side, deviation)
  for (const d of [-30, -8.99, -3.003, -0.5, 0, 0.01, 2.2, 9.001, 25].map((place) => place * deviation + side / 3)) {
    expect(density(d)).toBeCloseTo(logNormalInterval((d - side) / deviation, d / deviation) - Math.log(side), 8)
  }
})
