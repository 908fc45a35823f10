// Draws of each distribution in the model against its entropy, which is their mean surprise: -log p(x) by the density, over x
// from the sampler. Distributions of any size can be held against each other so, element by element or not.
import * as tf from '@tensorflow/tfjs-core'
import { createContext, type Distribution, entropy, type OpContext } from '../../../engine/index.ts'
import type { CheckResult } from '../../../protocol/messages.ts'
import type { DataFeed } from '../../program/data-feed.ts'
import type { Model } from '../../program/model.ts'
import { asDistribution } from '../../program/value-tensors.ts'
import { type Check, judge, skip } from '../check.ts'
import { cut } from '../cut-procedure.ts'
import { distributionsOf, type Place } from '../distributions.ts'
import { firstExamples, numbersOf } from '../examples.ts'
import { worstOrFailed } from '../flow/round-trip.ts'

const check = 'entropy'
const title = 'Draws against the entropy'
const exampleCount = 32
/** Of each example: many where an example is small, for then each of them says little. */
const fewDraws = 16
const manyDraws = 256
const smallExample = 64
/** Standard errors; exceeded with probability 1 in 150,000. */
const tolerance = 4.5
/** Of a sum over the elements in float32, as a part of it. */
const rounding = 1e-5

export const entropies: Check = async (model, feed, { seed }) => {
  const results: CheckResult[] = []
  for (const place of distributionsOf(model.program)) {
    const result = await compared(model, feed, place, seed)
    if (result) results.push(result)
  }
  if (results.length) return worstOrFailed(results)
  return [skip(check, title, 'No distribution in this model has an entropy in closed form to hold its draws against.')]
}

async function compared(
  model: Model,
  feed: DataFeed,
  { procedure, value, node }: Place,
  seed: number,
): Promise<CheckResult | undefined> {
  const inputs = firstExamples(feed, procedure, exampleCount)
  try {
    const { run } = model.compile(cut(procedure, [], { p: value }))
    const numbers = tf.tidy(() => {
      const { p } = run(inputs, createContext({ seed, step: 0, training: false })).outputs
      return surprises(
        asDistribution(p, value),
        createContext({ seed, step: 3, training: false }).at(`entropy/${value}`),
      )
    })
    return numbers && judged(node, numbers.shape[1] ?? 0, await numbersOf(numbers))
  } finally {
    tf.dispose(inputs)
  }
}

/** The entropy of each example in the first row, then what each draw of it says in excess of that. */
function surprises(p: Distribution, context: OpContext): tf.Tensor | undefined {
  // Read where a prior takes the shape that it is asked for.
  const shape = [exampleCount, 1]
  const { nats, method } = entropy(p, context, { draws: 1, shape })
  if (method !== 'closedForm') return undefined
  const first = p.sample(context, shape)
  const draws = first.size / nats.size <= smallExample ? manyDraws : fewDraws
  const rows = Array.from({ length: draws }, (_, i) => {
    const x = i === 0 ? first : p.sample(context, shape)
    return tf.sub(tf.neg(p.logProb(x)), nats)
  })
  return tf.stack([nats, ...rows])
}

function judged(node: string, examples: number, numbers: Float32Array): CheckResult {
  const nats = mean(numbers.subarray(0, examples))
  const excess = numbers.subarray(examples)
  const centre = mean(excess)
  const spread = Math.sqrt(mean(excess.map((value) => (value - centre) ** 2)) / excess.length)
  const error = Math.abs(centre) / Math.max(spread, rounding * (1 + Math.abs(nats)))
  return judge(
    { check, title, error, tolerance, unit: 'standard errors', node },
    `The entropy of ${node} is ${nats.toPrecision(4)} nats (closed form), and draws agree with it; this is the worst of all distributions.`,
    `The entropy is ${nats.toPrecision(4)} nats (closed form), but draws have ${(nats + centre).toPrecision(4)} nats by the density: they are not from it.`,
  )
}

function mean(values: Float32Array): number {
  let sum = 0
  for (const value of values) sum += value
  return sum / values.length
}
