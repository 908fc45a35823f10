// The negative log-likelihood, or its bound, among the losses and terms of a Program that has one.
import type { Program } from '../../compiler/program/program.ts'
import type { Metrics } from '../../engine/index.ts'
import { bitsPerDimension } from '../../metrics/bits-per-dimension.ts'

export interface Likelihood {
  readonly kind: 'exact' | 'bound'
  readonly nats: number
  /** The same in bits per dimension; absent if the nats are not a code length. */
  readonly bitsPerDim?: number
  /** What the nats are the sum of, where they are a sum. */
  readonly terms: Metrics
}

/**
 * The terms of a likelihood's objective add up to the negative log-likelihood or its bound, whatever weight the loss gives
 * them: a β other than 1 changes the training, not this value.
 * @param byPhase averages over a split, as `evaluateObjectives` gives them.
 */
export function likelihoodAmong(program: Program, byPhase: Readonly<Record<string, Metrics>>): Likelihood | undefined {
  const { density, likelihood } = program.density
  if (!likelihood || (density !== 'exact' && density !== 'bound')) return undefined
  const name = likelihood.phase.replace(/^objective\//, '')
  const phase = new Map(Object.entries(byPhase)).get(name)
  if (!phase) throw new Error(`The likelihood is what ${name} measures, but there are no numbers of it.`)
  const { loss = Number.NaN, ...terms } = phase
  const parts = Object.values(terms)
  const nats = parts.length ? parts.reduce((sum, part) => sum + part, 0) : loss
  return { kind: density, nats, ...inBits(program, nats), terms }
}

/** The nats of an example in bits per dimension; undefined if they are not a code length. */
export function inBits({ density: { likelihood } }: Program, nats: number): { readonly bitsPerDim?: number } {
  if (!likelihood || likelihood.withoutBits !== undefined) return {}
  return { bitsPerDim: bitsPerDimension(nats, likelihood.of.dimensions) }
}
