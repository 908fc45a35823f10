// The density of a random point of a curve in the plane, moved by noise: p(x) = integral of k(x - c(t)) w(t) dt.

import { gaussLegendre, panelOrder } from './quadrature.ts'

export type Curve = {
  readonly at: (t: number) => readonly [x: number, y: number]
  /** The density of t on [from, to]. */
  readonly weight: (t: number) => number
  readonly from: number
  readonly to: number
  /** The most that a point moves as t moves by one. */
  readonly speed: number
}

export type Noise = {
  /** The logarithm of the density k of a displacement. */
  readonly logKernel: (dx: number, dy: number) => number
  /** For a k that falls like a Gaussian of the noise's deviation: the square of the distance that counts. */
  readonly squaredDistance: (dx: number, dy: number) => number
  readonly deviation: number
}

export function roundNoise(deviation: number): Noise {
  const squaredDistance = (dx: number, dy: number) => dx * dx + dy * dy
  const logNormaliser = Math.log(2 * Math.PI * deviation ** 2)
  return {
    logKernel: (dx, dy) => -squaredDistance(dx, dy) / (2 * deviation ** 2) - logNormaliser,
    squaredDistance,
    deviation,
  }
}

export type CurveDensity = {
  /** Nats. */
  readonly logDensity: (x: number, y: number) => number
  /** False where the density is less than exp(-40) of its largest value. */
  readonly isNear: (x: number, y: number) => boolean
}

/** A panel of the curve is at most two deviations of the noise long, so that eight nodes integrate it to rounding. */
export function curveDensity(curve: Curve, noise: Noise): CurveDensity {
  const { from, to, speed } = curve
  const { logKernel, squaredDistance, deviation } = noise
  const panels = Math.max(4, Math.ceil(((to - from) * speed) / (2 * deviation)))
  const { nodes, weights } = gaussLegendre(from, to, panels)
  const points = Array.from(nodes, curve.at)
  const xs = Float64Array.from(points, ([x]) => x)
  const ys = Float64Array.from(points, ([, y]) => y)
  const logWeights = weights.map((weight, i) => Math.log(weight * curve.weight(nodes[i]!)))
  const squares = new Float64Array(panels)
  const logTerms = new Float64Array(nodes.length)
  const middle = panelOrder / 2
  /** The least squared distance to a panel's middle; leaves each one's in `squares`. */
  const measure = (x: number, y: number): number => {
    let nearest = Number.POSITIVE_INFINITY
    for (let panel = 0; panel < panels; panel++) {
      const node = panel * panelOrder + middle
      const square = squaredDistance(x - xs[node]!, y - ys[node]!)
      squares[panel] = square
      if (square < nearest) nearest = square
    }
    return nearest
  }
  const logDensity = (x: number, y: number): number => {
    const nearest = measure(x, y)
    // What lies further away adds less than exp(-40) of what the nearest panel adds: exponents differ by 60, of which up
    // to 20 for factors that are no Gaussian's. A panel's nodes lie within two deviations of its middle node.
    const farthest = (Math.sqrt(nearest + 120 * deviation ** 2) + 2 * deviation) ** 2
    let count = 0
    let largest = Number.NEGATIVE_INFINITY
    for (let panel = 0; panel < panels; panel++) {
      if (squares[panel]! > farthest) continue
      for (let node = panel * panelOrder; node < (panel + 1) * panelOrder; node++) {
        const logTerm = logWeights[node]! + logKernel(x - xs[node]!, y - ys[node]!)
        logTerms[count++] = logTerm
        if (logTerm > largest) largest = logTerm
      }
    }
    if (!(largest > Number.NEGATIVE_INFINITY)) return largest
    let sum = 0
    for (let i = 0; i < count; i++) sum += Math.exp(logTerms[i]! - largest)
    return largest + Math.log(sum)
  }
  return { logDensity, isNear: (x, y) => measure(x, y) < (12 * deviation) ** 2 }
}

/** ln((exp(a) + exp(b)) / 2): a curve of two halves. */
export function logMeanOfTwo(a: number, b: number): number {
  const largest = Math.max(a, b)
  if (!Number.isFinite(largest)) return largest
  return largest + Math.log((Math.exp(a - largest) + Math.exp(b - largest)) / 2)
}
