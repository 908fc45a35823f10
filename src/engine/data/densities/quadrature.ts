// Numerical integrals of smooth functions on an interval and on the plane.

export type Rule = {
  readonly nodes: Float64Array
  /** They sum to the length of the interval. */
  readonly weights: Float64Array
}

/** Nodes in one panel of `gaussLegendre`. */
export const panelOrder = 8

/** Gauss and Legendre's rule with eight nodes in each of `panels` equal parts of [from, to]. */
export function gaussLegendre(from: number, to: number, panels: number): Rule {
  const nodes = new Float64Array(panels * panelOrder)
  const weights = new Float64Array(panels * panelOrder)
  const half = (to - from) / (2 * panels)
  for (let panel = 0; panel < panels; panel++) {
    const centre = from + (2 * panel + 1) * half
    for (const [i, { node, weight }] of unitPanel.entries()) {
      nodes[panel * panelOrder + i] = centre + half * node
      weights[panel * panelOrder + i] = half * weight
    }
  }
  return { nodes, weights }
}

/** On [-1, 1]: the roots of the Legendre polynomial by Newton's method, and their weights 2 / ((1 - x^2) P'(x)^2). */
const unitPanel = Array.from({ length: panelOrder }, (_, i) => {
  let node = -Math.cos((Math.PI * (i + 0.75)) / (panelOrder + 0.5))
  let slope = 0
  for (let step = 0; step < 10; step++) {
    let [value, before] = [1, 0]
    for (let k = 1; k <= panelOrder; k++) [value, before] = [((2 * k - 1) * node * value - (k - 1) * before) / k, value]
    slope = (panelOrder * (node * value - before)) / (node * node - 1)
    node -= value / slope
  }
  return { node, weight: 2 / ((1 - node * node) * slope * slope) }
})

export type Box = { readonly from: readonly [x: number, y: number]; readonly to: readonly [x: number, y: number] }

/**
 * -sum p ln p over a grid, times the area of a cell, in nats. For a density smoothed by a Gaussian of deviation s and a step
 * below s the error falls faster than any power of the step; outside of the box, and where it is
 * not near, the density must be negligible.
 */
export function entropyOnGrid(
  logDensity: (point: readonly number[]) => number,
  isNear: (x: number, y: number) => boolean,
  box: Box,
  step: number,
): number {
  const columns = Math.ceil((box.to[0] - box.from[0]) / step)
  const rows = Math.ceil((box.to[1] - box.from[1]) / step)
  let sum = 0
  for (let i = 0; i <= columns; i++)
    for (let j = 0; j <= rows; j++) {
      const [x, y] = [box.from[0] + i * step, box.from[1] + j * step]
      if (!isNear(x, y)) continue
      const logP = logDensity([x, y])
      if (logP > Number.NEGATIVE_INFINITY) sum -= Math.exp(logP) * logP
    }
  return sum * step * step
}
