// What the Density tab draws and says, from what the worker sent.

import { measured } from '../../curves/measured.ts'
import type { Measurement } from '../../protocol/pictures.ts'
import type { Views } from '../../store/run/run-state.ts'
import { densityWords } from '../../words/density.ts'

/** The density at which the colours end: the largest of the truth, else of the model. */
export function largestDensity({ truth, density }: Views): number {
  const shown = truth?.logDensity ?? (density?.of === 'model' ? density.logDensity : undefined)
  return Math.exp(shown?.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY) ?? 0)
}

/** Densities as shares of the largest that the colours show. */
export const sharesOf = (logDensity: Float32Array, largest: number): Float32Array =>
  logDensity.map((value) => Math.exp(value) / largest)

/** From 0 to 1: unchanged probabilities, or scores by their distance from 0 relative to the largest. */
export function judgementShares(values: Float32Array, areProbabilities: boolean): Float32Array {
  if (areProbabilities) return values
  const most = largestScore(values)
  return values.map((score) => 0.5 + score / (2 * most))
}

export const largestScore = (values: Float32Array): number =>
  values.reduce((most, score) => Math.max(most, Math.abs(score)), 0) || 1

/**
 * KL(data || model) = E[-log p(x)] - H(data): what the model loses against the truth. The errors are of different origin,
 * so their squares add up.
 */
export function gapToTruth({ likelihood, truth }: Views): Measurement | undefined {
  if (!likelihood || !truth) return undefined
  const { nats, error } = likelihood.negativeLogLikelihood
  return { nats: nats - truth.entropy.nats, error: Math.hypot(error, truth.entropy.error) }
}

/** As many decimals as its error leaves, which is nothing for what is exact. */
export function withError({ nats, error }: Measurement): string {
  if (error === 0 || !Number.isFinite(nats) || !Number.isFinite(error))
    return densityWords.nats({ value: measured(nats) })
  const decimals = Math.min(6, Math.max(0, -Math.floor(Math.log10(error))))
  return densityWords.natsWithError({ value: nats.toFixed(decimals), error: error.toFixed(decimals) })
}
