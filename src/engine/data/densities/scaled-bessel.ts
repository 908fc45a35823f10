const seriesEnd = 30

/** exp(-z) I0(z) for z >= 0, with I0 the modified Bessel function: Abramowitz and Stegun 9.6.12 and, from z = 30, 9.7.1. */
export function scaledBesselI0(z: number): number {
  let term = 1
  let sum = 1
  if (z < seriesEnd) {
    for (let k = 1; term > 1e-17 * sum; k++) {
      term *= (z / (2 * k)) ** 2
      sum += term
    }
    return Math.exp(-z) * sum
  }
  for (let k = 1; term > 1e-17 * sum; k++) {
    term *= (2 * k - 1) ** 2 / (8 * k * z)
    sum += term
  }
  return sum / Math.sqrt(2 * Math.PI * z)
}
