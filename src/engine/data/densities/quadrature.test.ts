import { expect, test } from 'vitest'
import { entropyOnGrid, gaussLegendre } from './quadrature.ts'

test.each([1, 3])('in %d panels polynomials to degree 15 are integrated exactly', (panels) => {
  const { nodes, weights } = gaussLegendre(-1, 3, panels)
  for (let degree = 0; degree <= 15; degree++) {
    const sum = nodes.reduce((total, x, i) => total + weights[i]! * x ** degree, 0)
    const exact = (3 ** (degree + 1) - (-1) ** (degree + 1)) / (degree + 1)
    expect(Math.abs(sum / exact - 1)).toBeLessThan(1e-13)
  }
})

test('one degree more is not, and the error is the predicted one', () => {
  const { nodes, weights } = gaussLegendre(-1, 1, 1)
  const sum = nodes.reduce((total, x, i) => total + weights[i]! * x ** 16, 0)
  // The error is 2^17 8!^4 / (17 16!^2) for x^16 = x^{2n}, n = 8.
  const factorial = (n: number): number => (n === 0 ? 1 : n * factorial(n - 1))
  const error = (2 ** 17 * factorial(8) ** 4) / (17 * factorial(16) ** 2)
  expect(2 / 17 - sum).toBeCloseTo(error, 12)
})

test('the entropy of a Gaussian is ln(2 pi e s^2)', () => {
  const s = 0.3
  const logDensity = ([x = 0, y = 0]: readonly number[]) =>
    -((x - 1) ** 2 + (y + 2) ** 2) / (2 * s * s) - Math.log(2 * Math.PI * s * s)
  const box = { from: [-2, -5], to: [4, 1] } as const
  expect(entropyOnGrid(logDensity, () => true, box, s / 1.6)).toBeCloseTo(Math.log(2 * Math.PI * Math.E * s * s), 6)
})

test('where the density is 0 nothing is added', () => {
  const half = ([x = 0]: readonly number[]) => (x < 0 ? Number.NEGATIVE_INFINITY : 0)
  expect(entropyOnGrid(half, () => true, { from: [-1, 0], to: [1, 1] }, 0.1)).toBe(0)
})
