import { describe, expect, it } from 'vitest'
import type { Views } from '../../store/run/run-state.ts'
import { gapToTruth, judgementShares, largestDensity, sharesOf, withError } from './density-data.ts'

const views: Views = {
  density: { view: 'density', of: 'model', logDensity: Float32Array.of(Math.log(8), 0), step: 3 },
  truth: {
    view: 'truth',
    logDensity: Float32Array.of(Math.log(2), Number.NEGATIVE_INFINITY),
    entropy: { nats: 1, error: 0.003 },
    step: 0,
  },
  likelihood: { view: 'likelihood', negativeLogLikelihood: { nats: 1.5, error: 0.004 }, examples: 10, step: 3 },
}

describe('the colours of a density', () => {
  it('end at the largest true density, so that both pictures have one scale', () => {
    expect(largestDensity(views)).toBeCloseTo(2, 6)
    const { truth: _, ...alone } = views
    expect(largestDensity(alone)).toBeCloseTo(8, 5)
    expect([...sharesOf(Float32Array.of(Math.log(1), Math.log(4), Number.NEGATIVE_INFINITY), 2)]).toEqual([
      0.5,
      expect.closeTo(2, 6),
      0,
    ])
  })

  it('of a discriminator have their middle where it is undecided', () => {
    expect([...judgementShares(Float32Array.of(0.25, 1), true)]).toEqual([0.25, 1])
    expect([...judgementShares(Float32Array.of(0, -4, 2), false)]).toEqual([0.5, 0, 0.75])
    expect([...judgementShares(Float32Array.of(0, 0), false)]).toEqual([0.5, 0.5])
  })
})

describe('the gap to the truth', () => {
  it('is the negative log-likelihood less the entropy, and carries both errors', () => {
    expect(gapToTruth(views)).toEqual({ nats: 0.5, error: expect.closeTo(0.005, 12) })
    const { truth: _, ...unknown } = views
    expect(gapToTruth(unknown)).toBeUndefined()
  })

  it.each([
    [{ nats: 0.51234, error: 0.0061 }, '0.512 ± 0.006 nats'],
    [{ nats: 2.0794415, error: 0 }, '2.079 nats'],
    [{ nats: 0.4857, error: 0.0001 }, '0.4857 ± 0.0001 nats'],
    [{ nats: 12.3, error: 4 }, '12 ± 4 nats'],
    [{ nats: Number.POSITIVE_INFINITY, error: Number.NaN }, 'infinite nats'],
  ])('%j is shown as %s', (measurement, words) => {
    expect(withError(measurement)).toBe(words)
  })
})
