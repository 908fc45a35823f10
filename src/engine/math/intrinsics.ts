// Operations that the compiler puts into procedures by itself. They have an op's signature and one output, `y`.
import * as tf from '@tensorflow/tfjs-core'
import { changeOfVariables } from './change-of-variables.ts'
import type { Distribution, FlowValue, ObjectiveValue, OpContext } from './op.ts'

/**
 * Draws from a distribution. A conditional one is drawn from once for each example; a prior is drawn from `count` times
 * in the event shape `shape`: `[count, ...shape]`.
 */
function draw(
  { p, count = 1 }: { readonly p: Distribution; readonly count?: number },
  { shape }: { readonly shape: readonly number[] },
  context: OpContext,
): { y: tf.Tensor } {
  return { y: p.sample(context, [count, ...shape]) }
}

/** The mean of a distribution, for a Bernoulli the probabilities of ones; `count` and `shape` as in `math/draw`. */
function mean(
  { p, count = 1 }: { readonly p: Distribution; readonly count?: number },
  { shape = [] }: { readonly shape?: readonly number[] } = {},
): { y: tf.Tensor } {
  return { y: p.mean([count, ...shape]) }
}

/** log p(x) in nats: `[batch]`. */
function logProb({ p, x }: { readonly p: Distribution; readonly x: tf.Tensor }): { y: tf.Tensor } {
  return { y: p.logProb(x) }
}

/** (1 - t) a + t b, one point for each number in `t` `[n]`. `a` and `b` `[1, ...event]` or `[n, ...event]`. */
export function interpolate({ a, b, t }: { readonly a: tf.Tensor; readonly b: tf.Tensor; readonly t: tf.Tensor }): {
  y: tf.Tensor
} {
  const weight = tf.reshape(t, [t.size, ...a.shape.slice(1).fill(1)])
  return { y: tf.add(tf.mul(tf.sub(1, weight), a), tf.mul(weight, b)) }
}

/** log p(x | z) + log p(z) - log q(z | x) in nats: `[batch]` (Burda, Grosse & Salakhutdinov 2016, eq. 8). */
export function importanceWeight({
  x,
  z,
  likelihood,
  posterior,
  prior,
}: {
  readonly x: tf.Tensor
  readonly z: tf.Tensor
  readonly likelihood: Distribution
  readonly posterior: Distribution
  readonly prior: Distribution
}): { y: tf.Tensor } {
  return { y: tf.sub(tf.add(likelihood.logProb(x), prior.logProb(z)), posterior.logProb(z)) }
}

/** A tensor `[batch, ...event]` at the start of a flow: no log-determinant has been gathered yet. */
export function startFlow({ x }: { readonly x: tf.Tensor }): { y: FlowValue } {
  return { y: { value: x, logDet: tf.zeros([x.shape[0] ?? 1]) } }
}

/** The tensor that a flow carries, without its log-determinant. */
function flowValue({ x }: { readonly x: FlowValue }): { y: tf.Tensor } {
  return { y: x.value }
}

/** log p(x) in nats, `[batch]`, of a flow that ends in all the flows given beside `base`. */
export function flowLogProb({
  base,
  ...ends
}: { readonly base: Distribution } & { readonly [end: `z${number}`]: FlowValue }): { y: tf.Tensor } {
  const { logProb, logDet } = changeOfVariables(base, Object.values<FlowValue>(ends))
  return { y: tf.add(logProb, logDet) }
}

/** The log-density of transformed data, in nats, `[batch]`, as a log-density of the data: + log|det dx/d(data)|. */
export function addLogDet({ logProb, x }: { readonly logProb: tf.Tensor; readonly x: FlowValue }): { y: tf.Tensor } {
  return { y: tf.add(logProb, x.logDet) }
}

/**
 * The same of an objective, minus the mean of such a density: a term more, `logDet`, with the loss's sign. What had no
 * terms is the term `logProb`.
 */
export function countVolume({ objective, x }: { readonly objective: ObjectiveValue; readonly x: FlowValue }): {
  y: ObjectiveValue
} {
  const logDet = tf.neg(tf.mean(x.logDet))
  const before = Object.keys(objective.terms).length ? objective.terms : { logProb: objective.loss }
  return { y: { loss: tf.add(objective.loss, logDet), terms: { ...before, logDet } } }
}

/** The operations that the compiler itself inserts, by name. */
export const intrinsics = {
  'math/draw': draw,
  'math/mean': mean,
  'math/log-prob': logProb,
  'math/interpolate': interpolate,
  'math/importance-weight': importanceWeight,
  'math/start-flow': startFlow,
  'math/flow-value': flowValue,
  'math/flow-log-prob': flowLogProb,
  'math/add-log-det': addLogDet,
  'math/count-volume': countVolume,
} as const
