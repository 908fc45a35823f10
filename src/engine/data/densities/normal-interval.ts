// The standard normal probability of an interval, in nats, accurate far out in the tails; and with it the density of the
// sum of a uniform and a Gaussian.

/** ln P(a < Z < b) for a < b. */
export function logNormalInterval(a: number, b: number): number {
  if (b < 0) return logNormalInterval(-b, -a)
  if (a < 0) return Math.log1p(-upperTail(-a) - upperTail(b))
  return logPhi(a) + Math.log(millsRatio(a) - Math.exp((a - b) * ((a + b) / 2)) * millsRatio(b))
}

/**
 * The logarithm of the density of U + s Z with U uniform on [0, side] and Z standard normal: ln P((d - side) / s < Z < d / s)
 * less ln side. Between -9 s and side + 9 s read off a table of values and slopes by cubics, right to 1e-9 nats.
 */
export function logSpread(side: number, deviation: number): (d: number) => number {
  const exact = (d: number) => logNormalInterval((d - side) / deviation, d / deviation) - Math.log(side)
  const from = -9 * deviation
  const cells = Math.ceil((side + 18 * deviation) / (0.01 * deviation))
  const step = (side + 18 * deviation) / cells
  const values = Float64Array.from({ length: cells + 1 }, (_, i) => exact(from + i * step))
  // The slope of ln p is (phi(d / s) - phi((d - side) / s)) / (s side p); here per cell.
  const slopes = values.map((value, i) => {
    const d = from + i * step
    const rise = Math.exp(logPhi(d / deviation) - value) - Math.exp(logPhi((d - side) / deviation) - value)
    return (step * rise) / (deviation * side)
  })
  return (d) => {
    const place = (d - from) / step
    const cell = Math.floor(place)
    if (!(cell >= 0 && cell < cells)) return exact(d)
    const t = place - cell
    const rise = values[cell + 1]! - values[cell]!
    const first = slopes[cell]! - rise
    const second = rise - slopes[cell + 1]!
    return values[cell]! + t * (rise + (1 - t) * (first + t * (second - first)))
  }
}

const logPhi = (x: number) => -(x * x) / 2 - Math.log(2 * Math.PI) / 2
const upperTail = (x: number) => Math.exp(logPhi(x)) * millsRatio(x)

/** P(Z > x) / phi(x) for x >= 0: the series of Marsaglia (2004) to 3, from there Laplace's continued fraction. */
function millsRatio(x: number): number {
  if (x < 3) {
    let sum = x
    for (let term = x, k = 3; term > 1e-17 * sum; k += 2) {
      term *= (x * x) / k
      sum += term
    }
    return Math.sqrt(Math.PI / 2) * Math.exp((x * x) / 2) - sum
  }
  let fraction = x
  // After n terms the error is about exp(-2 x sqrt(2 n)).
  for (let k = Math.ceil(180 / x ** 2) + 2; k > 0; k--) fraction = x + k / fraction
  return 1 / fraction
}
