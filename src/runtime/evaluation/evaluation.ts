// What a model is worth on a split: exact averages over all its examples, gathered in doubles. The noise is that of a fixed
// seed, so that numbers of different steps, models and runs compare.
import * as tf from '@tensorflow/tfjs-core'
import { type Procedure, phaseName } from '../../compiler/program/program.ts'
import type { SplitName } from '../../engine/data/dataset.ts'
import { createContext, createMeanMetrics, type Metrics } from '../../engine/index.ts'
import { createLogMeanExp } from '../../metrics/importance-weighted.ts'
import { bindInputs } from '../program/bind-inputs.ts'
import type { DataFeed } from '../program/data-feed.ts'
import type { Model } from '../program/model.ts'
import { asObjective, asTensor } from '../program/value-tensors.ts'

/** Rows of a batch in evaluation; it fixes which noise meets which example, so results are those of this number. */
const evaluationBatchSize = 128
const evaluationSeed = 0

// Draw k of batch b has the random numbers of step k * 2^12 + b, a word of 32 bits; a larger K only adds draws.
const batchesPerDraw = 2 ** 12
const maximumDraws = 2 ** 20

/** The batches of a split, each with its noise. */
export function* evaluationSteps(feed: DataFeed, split: SplitName, procedure: Procedure) {
  let step = 0
  for (const batch of feed.evaluation(split, procedure, evaluationBatchSize))
    yield { batch, contexts: createContext({ seed: evaluationSeed, step: step++, training: false }) }
}

/** Mean over the split of `loss` and the terms of each phase's objective, in nats, by the phase's name. */
export async function evaluateObjectives(
  model: Model,
  feed: DataFeed,
  split: SplitName,
): Promise<Readonly<Record<string, Metrics>>> {
  const byPhase: [string, Metrics][] = []
  for (const phase of model.program.phases) {
    const { procedure, run } = model.procedure(phase.procedure)
    const means = createMeanMetrics()
    for (const { batch, contexts } of evaluationSteps(feed, split, procedure)) {
      let names: readonly string[] = []
      const scalars = tf.tidy(() => {
        const { loss, terms } = asObjective(
          run(bindInputs(procedure, { data: batch }), contexts).outputs.objective,
          procedure.name,
        )
        names = ['loss', ...Object.keys(terms)]
        return tf.stack([loss, ...Object.values(terms)])
      })
      const values = await readOnce(scalars)
      means.add(Object.fromEntries(names.map((name, i) => [name, values[i]!])), batch.size)
    }
    byPhase.push([phaseName(phase), means.mean()])
  }
  return Object.fromEntries(byPhase)
}

export interface LikelihoodEstimate {
  /** Mean over the examples of -log p(x), estimated; at K draws an upper bound of it in expectation. */
  readonly nats: number
  readonly draws: number
  readonly examples: number
}

/**
 * The importance-weighted estimate of the negative log-likelihood (Burda, Grosse & Salakhutdinov 2016, eq. 8):
 * -log (1/K) sum_k w_k for each example. The first draws of a larger K are those of a smaller one.
 * @throws Error when the model has no procedure `logWeight`, RangeError when `draws` is not an integer from 1 to 2^20.
 */
export async function estimateLikelihood(
  model: Model,
  feed: DataFeed,
  split: SplitName,
  draws: number,
): Promise<LikelihoodEstimate> {
  if (!Number.isSafeInteger(draws) || draws < 1 || draws > maximumDraws)
    throw new RangeError(`The number of importance samples must be an integer from 1 to 2^20, received ${draws}.`)
  const { procedure, run } = model.procedure('logWeight')
  let total = 0
  let count = 0
  let batchIndex = 0
  for (const batch of feed.evaluation(split, procedure, evaluationBatchSize)) {
    const inputs = tf.tidy(() => bindInputs(procedure, { data: batch }))
    const sums = Array.from({ length: batch.size }, createLogMeanExp)
    for (let k = 0; k < draws; k++) {
      const step = k * batchesPerDraw + batchIndex
      const contexts = createContext({ seed: evaluationSeed, step, training: false })
      const weights = tf.tidy(() => tf.clone(asTensor(run(inputs, contexts).outputs.weight, procedure.name)))
      const values = await readOnce(weights)
      for (const [row, sum] of sums.entries()) sum.add(values[row]!)
    }
    tf.dispose(inputs)
    for (const sum of sums) total -= sum.value()
    count += batch.size
    batchIndex++
  }
  const nats = total / count
  return { nats, draws, examples: count }
}

async function readOnce(tensor: tf.Tensor): Promise<Float32Array | Int32Array | Uint8Array> {
  try {
    return await tensor.data()
  } finally {
    tensor.dispose()
  }
}
