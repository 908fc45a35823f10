// What a latent-variable model says of its likelihood agrees with itself: the closed form of the divergence with a Monte
// Carlo estimate, and bounds of more importance draws with those of fewer.
import * as tf from '@tensorflow/tfjs-core'
import { findProcedure } from '../../../compiler/program/program.ts'
import { createContext } from '../../../engine/index.ts'
import { createLogMeanExp } from '../../../metrics/importance-weighted.ts'
import type { CheckResult } from '../../../protocol/messages.ts'
import type { Model } from '../../program/model.ts'
import { asObjective, asTensor } from '../../program/value-tensors.ts'
import { type Check, judge, skip } from '../check.ts'
import { firstExamples, numbersOf } from '../examples.ts'

const check = 'bound'
const exampleCount = 32
const draws = 128
const tolerance = 4.5
const unit = 'standard errors'

export const bounds: Check = async (model, feed, { seed }) => {
  const procedure = findProcedure(model.program, 'logWeight')
  if (!procedure) return [skip(check, 'Evidence lower bound', 'This model has no bound that is estimated by draws.')]
  const inputs = firstExamples(feed, procedure, exampleCount)
  try {
    const rows: Float32Array[] = []
    const gaps: number[] = []
    const objective = objectiveOf(model, procedure.calls.at(-1)?.node)
    for (let draw = 0; draw < draws; draw++) {
      const { weights, bound } = await oneDraw(model, inputs, objective, seed, draw)
      rows.push(weights)
      gaps.push(mean(weights) - bound)
    }
    return [...(objective ? [divergenceAgrees(gaps, procedure.calls.at(-1)?.node)] : []), boundGrows(rows, 8)]
  } finally {
    tf.dispose(inputs)
  }
}

/** The phase's procedure whose terms add up to the bound. */
const objectiveOf = ({ program }: Model, node: string | undefined) =>
  program.phases.find((phase) => phase.node === node && phase.terms.includes('kl'))?.procedure

async function oneDraw(
  model: Model,
  inputs: Readonly<Record<string, tf.Tensor | number>>,
  objective: ReturnType<typeof objectiveOf>,
  seed: number,
  draw: number,
): Promise<{ readonly weights: Float32Array; readonly bound: number }> {
  const contexts = () => createContext({ seed, step: 100 + draw, training: false })
  const both = tf.tidy(() => {
    const { outputs } = model.procedure('logWeight').run(inputs, contexts())
    const weights = asTensor(outputs.weight, 'logWeight')
    if (!objective) return tf.concat([weights, tf.zeros([1])])
    // The same draws of the latent, for the draws are named after the same calls in both.
    const { terms } = asObjective(model.procedure(objective).run(inputs, contexts()).outputs.objective, objective)
    const loss = tf.sum(tf.stack(Object.values(terms)))
    return tf.concat([weights, tf.reshape(tf.neg(loss), [1])])
  })
  const numbers = await numbersOf(both)
  return { weights: numbers.subarray(0, -1), bound: numbers.at(-1) ?? Number.NaN }
}

/** E_q[log p(x|z) + log p(z) - log q(z|x)] is the bound; the objective knows its divergence in closed form, or by separate draws.
 * */
function divergenceAgrees(gaps: readonly number[], node: string | undefined): CheckResult {
  const error = Math.abs(mean(gaps)) / Math.max(standardError(gaps), rounding)
  return judge(
    {
      check,
      title: 'Divergence in the bound',
      error,
      tolerance,
      unit,
      node: error > tolerance ? node : undefined,
    },
    `It agrees with an independent estimate from ${draws} draws (difference ${mean(gaps).toPrecision(2)} nats).`,
    `It differs from an estimate by sampling by ${mean(gaps).toPrecision(3)} nats: the value is not a bound on the log-likelihood.`,
  )
}

/** Nats that rounding alone may make of a mean of large numbers. */
const rounding = 1e-4

/** log (1/K) Σ w grows with K in expectation (Burda et al. 2016, theorem 1). The draws of both sides are different ones. */
function boundGrows(rows: readonly Float32Array[], count: number): CheckResult {
  const half = rows.length / 2
  const single = rows.slice(0, half).map((weights) => mean(weights))
  const grouped = Array.from({ length: half / count }, (_, group) => {
    const own = rows.slice(half + group * count, half + (group + 1) * count)
    const examples = own[0]?.length ?? 0
    return mean(Array.from({ length: examples }, (_, i) => logMeanExp(own.map((weights) => weights[i]!))))
  })
  const gain = mean(grouped) - mean(single)
  const spread = Math.hypot(standardError(single), standardError(grouped), rounding)
  return judge(
    { check, title: `Bound of ${count} draws`, error: Math.max(0, -gain / spread), tolerance, unit },
    `It lies ${gain.toPrecision(3)} nats above the bound of one draw; more draws never lower it.`,
    `It lies ${(-gain).toPrecision(3)} nats below the bound of one draw, which independent draws cannot give.`,
  )
}

function logMeanExp(logs: readonly number[]): number {
  const sum = createLogMeanExp()
  for (const log of logs) sum.add(log)
  return sum.value()
}

const mean = (values: ArrayLike<number>): number => {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  return sum / values.length
}

function standardError(values: readonly number[]): number {
  const centre = mean(values)
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0)
  return values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1) / values.length)
}
