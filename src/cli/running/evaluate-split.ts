// The evaluation of a model on a split, as printed by train and evaluate.
import { isOfExamplesAlone, type ProcedureName } from '../../compiler/program/program.ts'
import { type SplitName, sourceOf } from '../../engine/data/dataset.ts'
import type { Entropy } from '../../engine/data/densities/known-density.ts'
import type { Culprit, Metrics } from '../../engine/index.ts'
import {
  compareCodes,
  compareSamples,
  type SampleComparison,
  type TwoSampleComparison,
} from '../../runtime/evaluation/comparisons.ts'
import { evaluateObjectives } from '../../runtime/evaluation/evaluation.ts'
import { likelihoodAmong } from '../../runtime/evaluation/likelihood.ts'
import { findNonFiniteOn } from '../../runtime/evaluation/non-finite.ts'
import { culpritInWords } from '../../runtime/program/observe.ts'
import type { OpenModel } from './open-model.ts'

export interface Evaluation {
  /** Mean negative log-likelihood of an example, or an upper bound on it; `null` for a model without either. */
  readonly value: number | null
  readonly unit: 'nats'
  readonly kind: 'exact' | 'bound' | 'metrics'
  /** The variable of the likelihood and its conditions; absent for a model without one. */
  readonly of?: { readonly variable: string; readonly given: readonly string[] }
  /** Terms of the value, in nats; for a model without likelihood the named losses. */
  readonly terms: Metrics
  /** `null` if the nats are not a code length in bits. */
  readonly bitsPerDim: number | null
  /** Why not; also absent for a model without likelihood. */
  readonly withoutBits?: string
  /** The entropy of the data's distribution, if known: a model's value is below it only by sampling error. */
  readonly entropy?: Entropy
  /** Samples of the model, if the data is points on the line or in the plane. */
  readonly samples?: SampleComparison
  /** Codes of the split's examples compared with draws from the prior. */
  readonly codes?: TwoSampleComparison
}

/** @throws NonFiniteError when a loss or one of its terms is not finite. */
export async function evaluateSplit(open: OpenModel, split: SplitName): Promise<Evaluation> {
  const { model, feed } = open
  const objectives = await evaluateObjectivesOf(open, split)
  const entropy = isOfExamplesAlone(open.program.density) ? entropyOf(feed) : undefined
  const samples = await compareSamples(model, feed, split)
  const codes = await compareCodes(model, feed, split)
  return { ...objectives, ...(entropy && { entropy }), ...(samples && { samples }), ...(codes && { codes }) }
}

async function evaluateObjectivesOf(open: OpenModel, split: SplitName): Promise<Evaluation> {
  const { model, feed, program } = open
  const byPhase = await evaluateObjectives(model, feed, split)
  const procedures = program.phases.map(({ procedure }) => procedure)
  await requireFiniteMetrics(open, flatMetrics(byPhase), split, procedures)
  const likelihood = likelihoodAmong(program, byPhase)
  if (!likelihood) return { value: null, unit: 'nats', kind: 'metrics', terms: flatMetrics(byPhase), bitsPerDim: null }
  const { nats, kind, terms, bitsPerDim = null } = likelihood
  const { of, given = [], withoutBits } = program.density.likelihood ?? {}
  return {
    value: nats,
    unit: 'nats',
    kind,
    ...(of && { of: { variable: of.variable, given } }),
    terms,
    bitsPerDim,
    ...(withoutBits !== undefined && { withoutBits }),
  }
}

/** A model without a finite value, with the first non-finite number if found. */
export class NonFiniteError extends Error {
  override readonly name = 'NonFiniteError'
  readonly culprit: Culprit | undefined

  constructor(message: string, culprit: Culprit | undefined) {
    super(culprit ? `${message} It starts with ${culpritInWords(culprit)}.` : message)
    this.culprit = culprit
  }
}

/**
 * @param procedures that the metrics come from.
 * @throws NonFiniteError naming the split, its first non-finite average, and the origin.
 */
export async function requireFiniteMetrics(
  { model, feed }: OpenModel,
  metrics: Metrics,
  split: SplitName,
  procedures: readonly ProcedureName[],
): Promise<void> {
  const wrong = Object.entries(metrics).find(([, value]) => !Number.isFinite(value))
  if (!wrong) return
  const [name, value] = wrong
  throw new NonFiniteError(
    `The model has no finite value on the ${split} split: the average of ${name} over its examples is ${value}.`,
    await findNonFiniteOn(model, feed, split, procedures),
  )
}

function entropyOf({ main: first }: OpenModel['feed']): Entropy | undefined {
  return first && sourceOf(first.dataset)?.entropy()
}

/** Names of a single phase are unchanged; with several they are `phase/name`, as in the editor's charts. */
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
export function inWords(evaluation: Evaluation): string {
  const { value, kind, of, terms, bitsPerDim, withoutBits, entropy, samples, codes } = evaluation
  const named = Object.entries(terms).map(([name, part]) => `${name} ${part.toFixed(3)}`)
  const what = `${kind === 'exact' ? '' : 'bound on the '}negative log-likelihood${of ? variableInWords(of) : ''}`
  const parts = [...(bitsPerDim === null ? [] : [`${bitsPerDim.toFixed(4)} bits/dim`]), ...named]
  const sentences = [
    value === null
      ? named.join(', ')
      : `${what} ${value.toFixed(3)} nats${parts.length ? ` (${parts.join('; ')})` : ''}`,
    ...(entropy ? [`entropy of the data ${entropy.value.toFixed(3)} nats`] : []),
    ...(samples ? [samplesInWords(samples)] : []),
    ...(codes ? [`codes against draws from the prior: ${testInWords(codes)}`] : []),
    ...(withoutBits === undefined ? [] : [`No bits/dim: ${withoutBits.replace(/\.$/, '')}`]),
  ]
  return sentences.join('. ')
}

/** Empty for the unconditional likelihood of examples, which is the default reading. */
function variableInWords({ variable, given }: NonNullable<Evaluation['of']>): string {
  if (given.length > 0) return ` of ${variable} given ${given.join(' and ')}`
  return variable === 'x' ? '' : ` of ${variable}`
}

function samplesInWords({ draws, mean, deviation, modes, againstData }: SampleComparison): string {
  const point = (numbers: readonly number[]) => numbers.map((number) => number.toFixed(3)).join(', ')
  const found = modes && [
    `${modes.modesCovered} of ${modes.modes} modes found`,
    `${(100 * modes.highQualityShare).toFixed(1)} % within three standard deviations of one`,
  ]
  const parts = [`mean ${point(mean)}`, `deviation ${point(deviation)}`, ...(found ?? [])]
  return `${draws} samples: ${parts.join('; ')}; against the data ${testInWords(againstData)}`
}

const testInWords = ({ points, discrepancy, pValue }: TwoSampleComparison): string =>
  `squared maximum mean discrepancy ${discrepancy.toFixed(5)} of ${points} points each (p = ${pValue.toFixed(3)})`
