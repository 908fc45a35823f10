// Real numbers as draws of a mixture of logistics, whose distribution function is F(x) = Σ_k π_k σ((x - μ_k) / s_k).
import * as tf from '@tensorflow/tfjs-core'
import { logSoftmax, logSumExp } from '../log-sum-exp.ts'
import type { LogisticComponents, LogisticMixture, OpContext } from '../op.ts'
import { exp, sigmoid } from '../twice-differentiable.ts'
import { logisticLogDensity } from './logistic.ts'
import { mixedLogProb, placeIn } from './logistic-components.ts'

/** Means and scales are in the units of the data. */
export function logisticMixture(parameters: LogisticComponents): LogisticMixture {
  const { logits, means } = parameters
  return {
    family: 'logisticMixture',
    parameters,
    logProb: (x) => mixedLogProb(logits, componentLogDensity(standardised(x, parameters), parameters)),
    sample: (context) => draw(context, parameters),
    mean: () => tf.sum(tf.mul(exp(logSoftmax(logits)), means), -1),
  }
}

/**
 * The initial values of `count` means, to which a network's outputs are added: the quantiles of a standard logistic
 * variable in the middle of equal parts. Components that start alike would differ only by the network's initial
 * weights, and would stay alike for long.
 */
export function firstMeans(count: number): tf.Tensor {
  const parts = tf.range(0.5, count)
  return tf.log(tf.div(parts, tf.sub(count, parts)))
}

/** The one of component number k, from 0. */
export const firstMeanOf = (k: number, count: number): number =>
  Math.fround(Math.log(Math.fround((k + 0.5) / (count - k - 0.5))))

/** (x - μ) / s under each component: x `[batch, ...event]` to `[batch, ...event, components]`. */
const standardised = (x: tf.Tensor, { means, logScales }: LogisticComponents): tf.Tensor =>
  tf.mul(tf.sub(tf.expandDims(x, -1), means), exp(tf.neg(logScales)))

const componentLogDensity = (standard: tf.Tensor, { logScales }: LogisticComponents): tf.Tensor =>
  tf.sub(logisticLogDensity(standard), logScales)

function draw(context: OpContext, { logits, means, logScales }: LogisticComponents): tf.Tensor {
  const event = logits.shape.slice(0, -1)
  return differentiableDraw(context.uniform(event), context.uniform(event))(logits, means, logScales)
}

/**
 * A draw as a function of the parameters. Which component it is from jumps with the logits, but the distribution of draws
 * does not: x moves so that F(x) stays, dx = -dF / p(x), which gives unbiased gradients of expectations (Figurnov, Mohamed &
 * Mnih 2018, section 2).
 */
function differentiableDraw(choice: tf.Tensor, u: tf.Tensor): (...parameters: tf.Tensor[]) => tf.Tensor {
  return tf.customGrad((...received) => {
    // Behind the arguments the library passes the function that saves tensors, but types them as one list.
    const [logits, means, logScales, save] = received as [tf.Tensor, tf.Tensor, tf.Tensor, (s: tf.Tensor[]) => void]
    save([logits, means, logScales, choice, u])
    return {
      value: placeIn({ logits, means, logScales }, choice, u),
      gradFunc(dy, [l, m, s, keptChoice, keptU]) {
        const x = differentiableDraw(keptChoice!, keptU!)(l!, m!, s!)
        const slopes = slopesOfDraw(x, { logits: l!, means: m!, logScales: s! })
        return slopes.map((slope) => tf.mul(tf.expandDims(dy, -1), slope))
      },
    }
  })
}

/** Of a draw x in the logits, means and log-scales: π_k (F(x) - F_k(x)) / p(x), r_k and r_k (x - μ_k), with r_k = π_k p_k(x) / p(x). */
function slopesOfDraw(x: tf.Tensor, parameters: LogisticComponents): tf.Tensor[] {
  const standard = standardised(x, parameters)
  const logWeights = logSoftmax(parameters.logits)
  const joint = tf.add(logWeights, componentLogDensity(standard, parameters))
  const logDensity = tf.expandDims(logSumExp(joint, -1), -1)
  const share = exp(tf.sub(joint, logDensity))
  const [weights, below] = [exp(logWeights), sigmoid(standard)]
  const allBelow = tf.sum(tf.mul(weights, below), -1, true)
  return [
    tf.mul(tf.mul(weights, tf.sub(allBelow, below)), exp(tf.neg(logDensity))),
    share,
    tf.mul(share, tf.sub(tf.expandDims(x, -1), parameters.means)),
  ]
}
