// What a model is worth on a split, as train and evaluate print it.
import type { SplitName } from '../../data/dataset.ts'
import { sizeOf } from '../../graph/signals.ts'
import { bitsPerDimension } from '../../metrics/bits-per-dimension.ts'
import { evaluateObjectives } from '../../runtime/evaluation/evaluation.ts'
import type { Metrics } from '../../runtime/protocol.ts'
import type { OpenModel } from './open-model.ts'

export interface Evaluation {
  /** Mean negative log-likelihood of an example, or a bound on it from above; `null` for a model without either. */
  readonly value: number | null
  readonly unit: 'nats'
  readonly kind: 'exact' | 'bound' | 'metrics'
  /** Parts of the value, in nats; of a model without likelihood the named losses. */
  readonly terms: Metrics
  readonly bitsPerDim: number | null
}

/**
 * The terms of a likelihood's objective add up to the negative log-likelihood or its bound, whatever weight the loss gives
 * them: a β other than 1 changes the training, not this value.
 */
export async function evaluateSplit({ model, feed, program }: OpenModel, split: SplitName): Promise<Evaluation> {
  const byPhase = await evaluateObjectives(model, feed, split)
  const { density } = program.density
  const [phase] = Object.values(byPhase)
  if (!phase || (density !== 'exact' && density !== 'bound'))
    return { value: null, unit: 'nats', kind: 'metrics', terms: flatMetrics(byPhase), bitsPerDim: null }
  const { loss = 0, ...terms } = phase
  const parts = Object.values(terms)
  const value = parts.length ? parts.reduce((sum, part) => sum + part, 0) : loss
  return { value, unit: 'nats', kind: density, terms, bitsPerDim: bitsPerDimension(value, elementsOf(program)) }
}

/** Numbers in one example. */
export function elementsOf({ data }: OpenModel['program']): number {
  const [first] = data
  if (!first) throw new Error('A value per dimension needs data, but the graph reads none.')
  return sizeOf(first.shape)
}

/** Of one phase its names as they are, of several `phase/name`, as in the editor's charts. */
export function flatMetrics(byPhase: Readonly<Record<string, Metrics>>): Metrics {
  const phases = Object.entries(byPhase)
  const [only] = phases
  if (only && phases.length === 1) return only[1]
  return Object.fromEntries(
    phases.flatMap(([phase, metrics]) =>
      Object.entries(metrics).map(([name, value]) => [`${phase}/${name}`, value] as const),
    ),
  )
}

/** For people. */
export function inWords({ value, kind, terms, bitsPerDim }: Evaluation): string {
  const parts = Object.entries(terms).map(([name, part]) => `${name} ${part.toFixed(3)}`)
  if (value === null || bitsPerDim === null) return parts.join(', ')
  const what = kind === 'exact' ? 'negative log-likelihood' : 'bound on the negative log-likelihood'
  return `${what} ${value.toFixed(3)} nats (${bitsPerDim.toFixed(4)} bits/dim; ${parts.join(', ')})`
}
