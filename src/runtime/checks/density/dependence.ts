// What a bound may depend on, numerically: x is replaced by other examples while every draw stays unchanged. Then the
// prior must stay as it was to the last bit, and so must the likelihood, which may know x through the latent alone; nor may the
// prior change with the latent (Kingma & Welling 2014, section 2.2). Otherwise the value is not a bound.
import * as tf from '@tensorflow/tfjs-core'
import {
  columnOf,
  findProcedure,
  type Phase,
  type Procedure,
  type Program,
  type ProgramValue,
  phaseName,
  type ValueName,
} from '../../../compiler/program/program.ts'
import { createContext, type Distribution } from '../../../engine/index.ts'
import type { CheckResult } from '../../../protocol/messages.ts'
import type { Value } from '../../op-of.ts'
import type { DataFeed } from '../../program/data-feed.ts'
import type { Model } from '../../program/model.ts'
import { asDistribution, asTensor } from '../../program/value-tensors.ts'
import { type Check, judge, skip } from '../check.ts'
import { callGiving, cut } from '../cut-procedure.ts'
import { firstExamples, numbersOf } from '../examples.ts'
import { absoluteGap } from '../gaps.ts'

const check = 'dependence'
const exampleCount = 16

/** A bound as its objective's phase computes it. */
interface Bound {
  readonly phase: Phase
  readonly procedure: Procedure
  readonly parts: { readonly [part in 'x' | 'likelihood' | 'posterior' | 'prior']: ValueName }
  /** The draw from the posterior, if anything reads it. */
  readonly latent: ProgramValue | undefined
  /** Inputs of the procedure that are x, from whatever node. */
  readonly observed: readonly ValueName[]
}

export const dependence: Check = async (model, feed, { seed }) => {
  const bounds = boundsOf(model.program)
  if (!bounds.length) return [skip(check, 'Who knows x', 'This model has no bound in which a prior stands.')]
  const results: CheckResult[] = []
  for (const bound of bounds) results.push(...(await ofBound(model, feed, bound, seed, bounds.length > 1)))
  return results
}

function boundsOf(program: Program): Bound[] {
  return program.phases.flatMap((phase): Bound[] => {
    const procedure = findProcedure(program, phase.procedure)
    if (!procedure) return []
    return procedure.calls.flatMap(({ inputs: { x, likelihood, posterior, prior } }): Bound[] => {
      if (x === undefined || likelihood === undefined || posterior === undefined || prior === undefined) return []
      const latent = Object.values(callGiving(procedure, posterior)?.outputs ?? {}).find(
        ({ signal }) => signal.signal === 'tensor',
      )
      const parts = { x, likelihood, posterior, prior }
      return [{ phase, procedure, parts, latent, observed: observedIn(program, procedure, x) }]
    })
  })
}

/** What x is made of, and the same column of the same data wherever else it is read. */
function observedIn({ data }: Program, procedure: Procedure, x: ValueName): ValueName[] {
  const columnIn = ({ source }: Procedure['inputs'][number]) => {
    const read = columnOf(source)
    return read ? [`${data.find(({ node }) => node === read.node)?.dataset}/${read.column}`] : []
  }
  const columns = new Set(cut(procedure, [], { x }).inputs.flatMap(columnIn))
  return procedure.inputs.flatMap((input) => (columnIn(input).some((one) => columns.has(one)) ? [input.name] : []))
}

type Inputs = Readonly<Record<string, Value>>

type Part = 'likelihood' | 'posterior' | 'prior'

async function ofBound(
  model: Model,
  feed: DataFeed,
  bound: Bound,
  seed: number,
  isOneOfSeveral: boolean,
): Promise<CheckResult[]> {
  const inputs = firstExamples(feed, bound.procedure, exampleCount)
  try {
    return judged(
      bound,
      await measure(model, bound, inputs, seed),
      isOneOfSeveral ? ` (${phaseName(bound.phase)})` : '',
    )
  } finally {
    tf.dispose(inputs)
  }
}

/** By how much each part changes with other examples, and with another draw; the posterior is given no draw. */
interface Changes {
  readonly byX: { readonly [part in Part]: number }
  readonly byDraw: { readonly [part in Exclude<Part, 'posterior'>]: number }
}

async function measure(model: Model, bound: Bound, inputs: Inputs, seed: number): Promise<Changes> {
  const { procedure, parts, latent, observed } = bound
  const contexts = () => createContext({ seed, step: 0, training: false })
  /** A distribution in numbers, with or without a given latent: its parameters, and its log-density at some points. */
  const numbers = (part: Part, given: Inputs, points: readonly tf.Tensor[]) => {
    const isPlaced = part !== 'posterior' && latent !== undefined
    const { run } = model.compile(cut(procedure, isPlaced ? [latent] : [], { p: parts[part] }))
    const p = asDistribution(run(given, contexts()).outputs.p, part)
    return tf.concat([...parametersOf(p), ...points.map((x) => p.logProb(x))].map((one) => tf.reshape(one, [-1])))
  }
  const measured = await numbersOf(
    tf.tidy(() => {
      const asked = { x: parts.x, ...(latent && { z: latent.name }) }
      const { outputs } = model.compile(cut(procedure, [], asked)).run(inputs, contexts())
      const x = asTensor(outputs.x, parts.x)
      const z = latent ? asTensor(outputs.z, latent.name) : tf.zeros([exampleCount])
      const others = Object.fromEntries(observed.map((name) => [name, nextRows(asTensor(inputs[name], name))]))
      const at = (latents: tf.Tensor): Inputs => ({ ...inputs, ...(latent && { [latent.name]: latents }) })
      const gap = (part: Part, points: readonly tf.Tensor[], changed: Inputs) =>
        absoluteGap(numbers(part, { ...at(z), ...changed }, points), numbers(part, at(z), points))
      const otherDraw = latent ? { [latent.name]: nextRows(z) } : {}
      return tf.stack([
        gap('prior', latent ? [z, nextRows(z)] : [], others),
        gap('likelihood', [x, nextRows(x)], others),
        gap('prior', latent ? [z, nextRows(z)] : [], otherDraw),
        gap('likelihood', [x, nextRows(x)], otherDraw),
        gap('posterior', latent ? [z] : [], others),
      ])
    }),
  )
  const [priorByX = Number.NaN, likelihoodByX = Number.NaN, prior = Number.NaN, ...free] = measured
  const [likelihood = Number.NaN, posterior = Number.NaN] = free
  return { byX: { prior: priorByX, likelihood: likelihoodByX, posterior }, byDraw: { prior, likelihood } }
}

function judged({ procedure, parts, phase }: Bound, { byX, byDraw }: Changes, suffix: string): CheckResult[] {
  const judgeChange = (title: string, value: ValueName, error: number, whenPassed: string, whenFailed: string) => {
    const node = error === 0 ? undefined : (callGiving(procedure, value)?.node ?? phase.node)
    const measured = { check, title: `${title}${suffix}`, error, tolerance: 0, unit: 'change', node }
    return judge(measured, whenPassed, whenFailed)
  }
  const inWords = (change: number) => change.toPrecision(2)
  const noBound = 'so the value is not a bound on the likelihood.'
  return [
    judgeChange(
      'Prior without x',
      parts.prior,
      byX.prior,
      `Other examples change no bit of the prior (those of the posterior by up to ${inWords(byX.posterior)}).`,
      `The prior changes with the examples, by up to ${inWords(byX.prior)}, ${noBound}`,
    ),
    judgeChange(
      'Likelihood given the draw',
      parts.likelihood,
      byX.likelihood,
      `With the draw held fixed, other examples change no bit of the likelihood; other draws change it by up to ${inWords(byDraw.likelihood)}.`,
      `With the draw held fixed, the likelihood changes with the examples, by up to ${inWords(byX.likelihood)}: it knows x otherwise than through the draw, ${noBound}`,
    ),
    judgeChange(
      'Prior without the draw',
      parts.prior,
      byDraw.prior,
      'Other draws change no bit of the prior that they are held against.',
      `The prior changes with the draw that it is the prior of, by up to ${inWords(byDraw.prior)}, ${noBound}`,
    ),
  ]
}

const parametersOf = (p: Distribution): readonly tf.Tensor[] => {
  if (p.family === 'mixture') return parametersOf(p.components)
  return 'parameters' in p ? Object.values(p.parameters) : []
}

/** Each row moved to the position of the previous one. */
const nextRows = (x: tf.Tensor): tf.Tensor => tf.concat([tf.slice(x, 1), tf.slice(x, 0, 1)])
