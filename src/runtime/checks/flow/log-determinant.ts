// The log-determinant that a flow claims is that of its Jacobian: of the whole flow by differentiation and by differences,
// and of each transform by itself, forwards and, with the other sign, backwards.
import * as tf from '@tensorflow/tfjs-core'
import { logAbsDeterminant } from '../../../engine/index.ts'
import type { CheckResult } from '../../../protocol/messages.ts'
import { type Check, judge, skip } from '../check.ts'
import { isFlowValue, numbersOf } from '../examples.ts'
import { exactJacobian, flatRows, numericJacobians } from './jacobians.ts'
import { type OpenFlow, withFlow } from './open-flow.ts'
import { worstOrFailed } from './round-trip.ts'
import { type Flows, flowAt, type RunningTransform } from './run-flow.ts'

const check = 'log-determinant'
const numericExamples = 16
/** Elements of an example up to which differences are taken. */
const numericLimit = 16
/** Elements up to which a determinant is worked out at all: it takes their cube. */
const exactLimit = 1024

export const logDeterminant: Check = async (model, feed, { seed }) => {
  const results = await withFlow(model, feed, numericExamples, seed, async (open) => {
    const size = open.start.size / (open.start.shape[0] ?? 1)
    if (size > exactLimit)
      return [skip(check, 'Log-determinant', `A Jacobian of ${size} × ${size} is too large to work out.`)]
    return [
      await wholeFlow(open, size),
      ...(size <= numericLimit ? [await byDifferences(open)] : []),
      ...(await eachTransform(open)),
    ]
  })
  return results ?? [skip(check, 'Log-determinant', 'This model is not a flow, so its density has no log-determinant.')]
}

/** In nats: rounding adds up over the elements. */
const toleranceOf = (size: number): number => 1e-3 * Math.max(1, size / 16)
/** Examples for which a determinant is worked out. */
function examplesFor(size: number): number {
  if (size <= 64) return 4
  return size <= 256 ? 2 : 1
}

async function wholeFlow({ running, start }: OpenFlow, size: number): Promise<CheckResult> {
  const map = (x: tf.Tensor) => joined(running.forwards(x))
  const error = await largestError(start, examplesFor(size), map, (x) => gathered(running.forwards(x)))
  return judge(
    { check, title: 'Log-determinant of the flow', error, tolerance: toleranceOf(size), unit: 'nats' },
    'What the flow claims is log|det| of its Jacobian, by differentiation.',
    'What the flow claims is not log|det| of its Jacobian, so the likelihood is wrong.',
  )
}

/** Long enough for rounding, short enough for bends and kinks: no one step is both for every network. */
const steps = [2 ** -6, 2 ** -8, 2 ** -10]
/** Nats: what differences in float32 are worth. */
const numericTolerance = 5e-3

/**
 * For each example the step that fits best, for a wrong log-determinant fits none; of the examples the median, for where
 * networks have kinks, such as those of relu, a few examples lie too near to one, and a wrong formula is wrong for most.
 */
async function byDifferences({ running, start }: OpenFlow): Promise<CheckResult> {
  const claimed = await numbersOf(tf.tidy(() => gathered(running.forwards(start))))
  const best = new Array<number>(claimed.length).fill(Number.POSITIVE_INFINITY)
  for (const h of steps) {
    const jacobians = await numericJacobians((x) => joined(running.forwards(x)), start, h)
    for (const [i, jacobian] of jacobians.entries()) {
      const error = Math.abs(logAbsDeterminant(jacobian) - claimed[i]!)
      if (error < best[i]!) best[i] = error
    }
  }
  const error = best.toSorted((a, b) => a - b)[best.length >> 1] ?? Number.NaN
  return judge(
    { check, title: 'Log-determinant by differences', error, tolerance: numericTolerance, unit: 'nats' },
    'It agrees with the Jacobian by central differences, which use no gradient of any op (median over examples).',
    'It disagrees with the Jacobian by central differences: the log-determinant or a gradient is wrong.',
  )
}

async function eachTransform({ running, along }: OpenFlow): Promise<CheckResult[]> {
  const results: CheckResult[] = []
  const sentence = `Each of ${running.transforms.length} transforms claims its own Jacobian’s, forwards and backwards; this is the worst.`
  for (const one of running.transforms) {
    const { node } = one.transform
    const measured = await transformError(one, along)
    results.push(
      judge(
        { check, title: 'Log-determinant of each transform', unit: 'nats', node, ...measured },
        sentence,
        'Its log-determinant does not match its Jacobian, forward or inverse.',
      ),
    )
  }
  return worstOrFailed(results)
}

async function transformError(
  one: RunningTransform,
  along: OpenFlow['along'],
): Promise<{ readonly error: number; readonly tolerance: number }> {
  const [input, ...others] = Object.values(one.transform.takes)
  const value = input && along.get(input.name)
  if (!input || !isFlowValue(value) || others.length) throw new Error(`${one.transform.node} does not take one flow.`)
  const [rows = 1] = value.value.shape
  const size = value.value.size / rows
  const forwards = (x: tf.Tensor) => one.forwards(alongWith(along, input.name, x))
  const count = examplesFor(size)
  const there = await largestError(
    value.value,
    count,
    (x) => joined(forwards(x)),
    (x) => gathered(forwards(x)),
  )
  const [back = Number.NaN] = await numbersOf(
    tf.tidy(() => {
      const given = one.forwards(along)
      const undone = gathered(one.backwards(given, along))
      const gap = tf.sub(undone, value.logDet)
      return tf.reshape(tf.add(tf.max(tf.abs(gap)), tf.mul(0, tf.sum(gap))), [1])
    }),
  )
  const error = Number.isNaN(there) || Number.isNaN(back) ? Number.NaN : Math.max(there, back)
  return { error, tolerance: toleranceOf(size) }
}

/** The first examples, each with its own rows of what else the transform reads. */
function alongWith(along: OpenFlow['along'], name: string, x: tf.Tensor): OpenFlow['along'] {
  return new Map(along).set(name, flowAt(x))
}

async function largestError(
  examples: tf.Tensor,
  count: number,
  map: (x: tf.Tensor) => tf.Tensor,
  logDet: (x: tf.Tensor) => tf.Tensor,
): Promise<number> {
  let largest = 0
  for (let i = 0; i < Math.min(count, examples.shape[0] ?? 0); i++) {
    const example = tf.tidy(() => tf.slice(examples, i, 1))
    const expected = logAbsDeterminant(await exactJacobian(map, example))
    const [claimed = Number.NaN] = await numbersOf(tf.tidy(() => logDet(example)))
    example.dispose()
    const error = Math.abs(claimed - expected)
    if (Number.isNaN(error)) return Number.NaN
    largest = Math.max(largest, error)
  }
  return largest
}

/** All ends side by side, `[rows, size]`. */
const joined = (flows: Flows): tf.Tensor =>
  tf.concat(
    Object.values(flows).map(({ value }) => flatRows(value)),
    1,
  )

/** The log-determinants of all ends together, `[rows]`. */
const gathered = (flows: Flows): tf.Tensor =>
  Object.values(flows)
    .map(({ logDet }) => logDet)
    .reduce((sum, logDet) => tf.add(sum, logDet))
