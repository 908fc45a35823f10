// Five arms, as in FFJORD: f = (1 + 0.3 n, 0.1 n') with standard normals n and n', turned clockwise by
// 2 pi k / 5 + exp(f_1) / 4 for an arm k, twice as large. In polar coordinates f = (rho, theta) keeps its rho, and its angle
// becomes phi = theta - exp(rho cos theta) / 4 - 2 pi k / 5, so p(x) sums p(f) / |dphi / dtheta| over the theta that lead to x.

import { normals, uniforms } from '../../random/draws.ts'
import { substream } from '../../random/random-stream.ts'
import type { KnownDensity } from '../densities/known-density.ts'
import { gaussLegendre } from '../densities/quadrature.ts'
import { wgslFloat } from '../densities/wgsl-float.ts'

const arms = 5
const turn = (2 * Math.PI) / arms
const [radialDeviation, tangentialDeviation, rate, scale] = [0.3, 0.1, 0.25, 2]
/** Beyond this rho f_1 or f_2 is more than 13 deviations away, and the density taken to be 0. */
const farthest = 5
const intervals = 512

export function pinwheel(): KnownDensity {
  return {
    dimensions: 2,
    sample(count, stream) {
      const which = uniforms(substream(stream, 'component'), count)
      const points = normals(substream(stream, 'noise'), 2 * count)
      for (let i = 0; i < count; i++) {
        const along = 1 + radialDeviation * points[2 * i]!
        const across = tangentialDeviation * points[2 * i + 1]!
        const angle = turn * Math.floor(arms * which[i]!) + rate * Math.exp(along)
        points[2 * i] = scale * (along * Math.cos(angle) + across * Math.sin(angle))
        points[2 * i + 1] = scale * (across * Math.cos(angle) - along * Math.sin(angle))
      }
      return points
    },
    pointText: ({ choice, normals }) => `
  let normal = ${normals('noise')};
  let along = 1.0 + ${wgslFloat(radialDeviation)} * normal.x;
  let across = ${wgslFloat(tangentialDeviation)} * normal.y;
  let arm = f32(${choice('component', arms)}) / ${wgslFloat(arms)};
  let direction = turn(fract(arm + ${wgslFloat(rate / (2 * Math.PI))} * exp(along)));
  let turned = vec2<f32>(along * direction.x + across * direction.y, across * direction.x - along * direction.y);
  point = ${wgslFloat(scale)} * turned;`,
    logDensity: (point) =>
      Math.log(densityAt(Math.hypot(point[0]!, point[1]!) / scale, Math.atan2(point[1]!, point[0]!))),
    /** In polar coordinates, over one of the five equal sectors. */
    entropy() {
      const { nodes, weights } = gaussLegendre(0, 1 + 9 * radialDeviation, 24)
      const angles = 96
      let value = 0
      for (const [i, rho] of nodes.entries())
        for (let j = 0; j < angles; j++) {
          const p = densityAt(rho, (turn * j) / angles)
          if (p > 0) value -= ((scale ** 2 * 2 * Math.PI * rho * weights[i]!) / angles) * p * Math.log(p)
        }
      return { value, kind: 'estimate', error: 1e-4 }
    },
  }
}

const untwisted = (rho: number, theta: number) => theta - rate * Math.exp(rho * Math.cos(theta))

/** The density of x with |x| = 2 rho at the angle phi. */
function densityAt(rho: number, phi: number): number {
  if (rho > farthest) return 0
  let sum = 0
  let before = untwisted(rho, 0)
  for (let i = 1; i <= intervals; i++) {
    const end = (2 * Math.PI * i) / intervals
    const after = untwisted(rho, end)
    const first = Math.ceil((Math.min(before, after) - phi) / turn)
    // Half-open intervals, so that a solution between two is counted once.
    for (let k = first; phi + k * turn < Math.max(before, after); k++)
      sum += weightAt(rho, solve(rho, phi + k * turn, end - (2 * Math.PI) / intervals, end))
    before = after
  }
  return sum / (arms * scale ** 2)
}

/** p(f) / |dphi / dtheta|. */
function weightAt(rho: number, theta: number): number {
  const along = rho * Math.cos(theta)
  const across = rho * Math.sin(theta)
  const exponent = ((along - 1) / radialDeviation) ** 2 + (across / tangentialDeviation) ** 2
  const density = Math.exp(-exponent / 2) / (2 * Math.PI * radialDeviation * tangentialDeviation)
  return density / Math.abs(1 + rate * across * Math.exp(along))
}

/** The theta between low and high at which `untwisted` is the target: Newton's method, kept inside by halving. */
function solve(rho: number, target: number, low: number, high: number): number {
  const rises = untwisted(rho, high) > untwisted(rho, low)
  let [from, to, theta] = [low, high, (low + high) / 2]
  for (let step = 0; step < 60; step++) {
    const error = untwisted(rho, theta) - target
    if (error > 0 === rises) to = theta
    else from = theta
    const next = theta - error / (1 + rate * rho * Math.sin(theta) * Math.exp(rho * Math.cos(theta)))
    const moved = next > from && next < to ? next : (from + to) / 2
    if (Math.abs(moved - theta) < 1e-13) return moved
    theta = moved
  }
  return theta
}
