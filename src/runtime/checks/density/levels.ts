// A likelihood of levels, at the model's own size: for each element the probabilities of all its levels add up to one, and the
// elements together are the example. No list of all examples is needed, for elements are independent given their
// parameters; of an autoregressive model, given what comes before. A mixture of several such models is taken one element at a
// time too, each element with all its components.
import * as tf from '@tensorflow/tfjs-core'
import type { Procedure, ProgramValue, ValueName } from '../../../compiler/program/program.ts'
import { createContext, type Distribution } from '../../../engine/index.ts'
import { uniforms } from '../../../engine/random/draws.ts'
import { randomStream } from '../../../engine/random/random-stream.ts'
import { type ElementRange, type Shape, sizeOf, tensor } from '../../../graph/signals.ts'
import type { CheckResult } from '../../../protocol/messages.ts'
import type { Value } from '../../op-of.ts'
import type { DataFeed } from '../../program/data-feed.ts'
import type { Model } from '../../program/model.ts'
import { asDistribution, asTensor } from '../../program/value-tensors.ts'
import { type Check, judge, skip } from '../check.ts'
import { callGiving, cut, valuesOf } from '../cut-procedure.ts'
import { distributionsOf, type Place } from '../distributions.ts'
import { firstExamples, numbersOf } from '../examples.ts'
import { worstOrFailed } from '../flow/round-trip.ts'

const check = 'levels'
const titles = { sum: 'Levels add up to one', whole: 'Elements make up the example' }
const exampleCount = 4
/** Levels of all elements that are tried: of 2 levels all elements of an example, of 256 only some, spread over it. */
const mostLevels = 2 ** 14
/** Of a sum of up to 256 probabilities, each the exponential of a logarithm in float32. */
const sumTolerance = 1e-5
/** Of a logarithm that is the sum over the elements in float32, as a part of it. */
const wholeTolerance = 1e-5

const levelCounts: ReadonlyMap<ElementRange, number> = new Map([
  ['binary', 2],
  ['levels256', 256],
])

export const levels: Check = async (model, feed, { seed }) => {
  const results: CheckResult[] = []
  for (const place of distributionsOf(model.program)) {
    const count = levelCounts.get(place.signal.range)
    if (count !== undefined) results.push(...(await atPlace(model, feed, place, count, seed)))
  }
  if (!results.length) return [skip(check, titles.sum, 'No distribution in this model is one of levels.')]
  return Object.values(titles).flatMap((title) => worstOrFailed(results.filter((one) => one.title === title)))
}

async function atPlace(
  model: Model,
  feed: DataFeed,
  place: Place,
  count: number,
  seed: number,
): Promise<CheckResult[]> {
  const { procedure, value, signal } = place
  const parameters = parametersBehind(procedure, value)
  const event = signal.shape
  if (event === 'any' || !parameters.length) return []
  const inputs = firstExamples(feed, procedure, exampleCount)
  const kept: tf.Tensor[] = []
  try {
    const asked = Object.fromEntries([...parameters, { name: value }].map(({ name }) => [name, name]))
    const whole = model.compile(cut(procedure, [], asked)).run
    const logs = tf.tidy(() => {
      const { outputs } = whole(inputs, createContext({ seed, step: 0, training: false }))
      const x = someLevels(exampleCount, event, count)
      for (const { name } of parameters) kept.push(tf.keep(tf.clone(asTensor(outputs[name], name))))
      return tf.clone(asDistribution(outputs[value], value).logProb(x))
    })
    const wholes = await numbersOf(logs)
    const ofOneElement = parameters.map(({ name }, i): ProgramValue => {
      const [, ...shape] = tf.tidy(() => asRows(kept[i]!, event).shape)
      return { name, signal: tensor(shape) }
    })
    const { run } = model.compile(cut(procedure, ofOneElement, { p: value }))
    const element = (given: readonly tf.Tensor[]): Distribution => {
      const placed = parameters.map(({ name }, i): [ValueName, Value] => [name, given[i]!])
      const { p } = run(Object.fromEntries(placed), createContext({ seed, step: 0, training: false })).outputs
      return asDistribution(p, value)
    }
    return judged(await elementByElement(element, kept, event, count), wholes, place, count)
  } finally {
    tf.dispose([inputs, kept])
  }
}

/** The tensors from which a distribution is made, or those that it mixes are. */
function parametersBehind(procedure: Procedure, value: ValueName): ProgramValue[] {
  const values = valuesOf(procedure)
  const made = callGiving(procedure, value)
  return Object.values(made?.inputs ?? {}).flatMap((name) => {
    const input = values.get(name)
    if (!input) return []
    return input.signal.signal === 'distribution' ? parametersBehind(procedure, name) : [input]
  })
}

interface Elements {
  /** The sum of the probabilities of its levels, of elements spread over the examples. */
  readonly sums: Float64Array
  /** Of every element of each example: log p of the level that `someLevels` gives it. */
  readonly logs: Float32Array
}

async function elementByElement(
  element: (parameters: readonly tf.Tensor[]) => Distribution,
  parameters: readonly tf.Tensor[],
  event: Shape,
  count: number,
): Promise<Elements> {
  const rows = tf.tidy(() => parameters.map((parameter) => asRows(parameter, event)))
  const size = rows[0]?.shape[0] ?? 0
  const one = event.map(() => 1)
  const stride = Math.ceil((size * count) / mostLevels)
  const spread = tf.tidy(() => rows.map((row) => tf.gather(row, tf.range(0, size, stride, 'int32'))))
  const logsOf = (some: readonly tf.Tensor[], x: () => tf.Tensor) =>
    numbersOf(tf.tidy(() => tf.clone(element(some).logProb(x()))))
  try {
    const sums = new Float64Array(spread[0]?.shape[0] ?? 0)
    for (let level = 0; level < count; level++) {
      const logs = await logsOf(spread, () => tf.fill([sums.length, ...one], level))
      for (const [i, log] of logs.entries()) sums[i]! += Math.exp(log)
    }
    const chosen = () => tf.reshape(someLevels(exampleCount, event, count), [size, ...one])
    return { sums, logs: await logsOf(rows, chosen) }
  } finally {
    tf.dispose([rows, spread])
  }
}

/**
 * One row for each element: `[batch, ...components, ...positions, channels · numbers]` to
 * `[batch · elements, ...components, ...1, numbers]`, where `[...positions, channels]` is the event.
 */
function asRows(parameter: tf.Tensor, event: Shape): tf.Tensor {
  const [batch = 1, ...own] = parameter.shape
  const components = own.slice(0, own.length - event.length)
  const numbers = sizeOf(own) / sizeOf(components) / sizeOf(event)
  const apart = tf.reshape(parameter, [batch, sizeOf(components), sizeOf(event), numbers])
  const rows = [
    batch * sizeOf(event),
    ...components,
    ...event.slice(1).map(() => 1),
    ...(event.length ? [numbers] : []),
  ]
  return tf.reshape(tf.transpose(apart, [0, 2, 1, 3]), rows)
}

/** A random level for each element, including the first and the last. */
function someLevels(examples: number, event: Shape, count: number): tf.Tensor {
  const shares = uniforms(randomStream(1, 'levels', 0), examples * sizeOf(event))
  return tf.tensor(
    shares.map((share) => Math.min(count - 1, Math.floor((count + 1) * share))),
    [examples, ...event],
  )
}

function judged({ sums, logs }: Elements, wholes: Float32Array, { node, signal }: Place, count: number): CheckResult[] {
  const worst = sums.reduce((far, sum) => (Math.abs(sum - 1) <= Math.abs(far - 1) ? far : sum), 1)
  const size = logs.length / wholes.length
  const gaps = Array.from(wholes, (whole, example) => {
    const together = logs.subarray(example * size, (example + 1) * size).reduce((sum, log) => sum + log, 0)
    return Math.abs(whole - together) / (1 + Math.abs(together))
  })
  const many = sums.length.toLocaleString('en')
  const results = [
    judge(
      { check, title: titles.sum, error: Math.abs(worst - 1), tolerance: sumTolerance, node },
      `For each of ${many} elements, spread over ${exampleCount} examples of the model’s own size, the probabilities of the ${count} levels add up to one; this is the worst.`,
      `The probabilities of the ${count} levels of an element add up to ${worst.toPrecision(5)}.`,
    ),
  ]
  // A mixture ties its elements together.
  if (signal.family === 'mixture') return results
  return [
    ...results,
    judge(
      { check, title: titles.whole, error: Math.max(...gaps), tolerance: wholeTolerance, unit: 'of log p', node },
      `log p of an example is the sum over its ${size} elements.`,
      `log p of an example is not the sum over its ${size} elements.`,
    ),
  ]
}
