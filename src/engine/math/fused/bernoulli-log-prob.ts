// Log-probabilities of outcomes 0 and 1 by their log-odds, and their gradient in one pass. Can be differentiated any number
// of times.
import * as tf from '@tensorflow/tfjs-core'
import { sumEvent } from '../sum-event.ts'
import { sigmoid } from '../twice-differentiable.ts'
import { callKernel, hasKernel } from './kernel-call.ts'

const logProbKernel = 'BernoulliLogProb'
const gradientKernel = 'BernoulliLogitGradient'

/** x log p + (1 - x) log(1 - p) = x l - softplus(l) in nats, summed over all axes but the first. */
export function bernoulliLogProb(x: tf.Tensor, logits: tf.Tensor): tf.Tensor {
  if (hasKernel(logProbKernel) && x.rank > 1 && x.shape.join() === logits.shape.join())
    return callKernel(logProbKernel, { x, logits })
  return sumEvent(tf.sub(tf.mul(x, logits), tf.softplus(logits)))
}

/** dy (x - σ(l)), with one dy for each example. */
const logitGradient = (x: tf.Tensor, logits: tf.Tensor, dy: tf.Tensor): tf.Tensor =>
  callKernel(gradientKernel, { x, logits, dy })

const overEvents = (dy: tf.Tensor, { rank }: tf.Tensor): tf.Tensor =>
  tf.reshape(dy, [-1, ...new Array<number>(rank - 1).fill(1)])

tf.registerGradient({
  kernelName: logProbKernel,
  inputsToSave: ['x', 'logits'],
  gradFunc: (slope, [x, logits]) => ({
    x: () => tf.mul(overEvents(slope as tf.Tensor, logits!), logits!),
    logits: () => logitGradient(x!, logits!, slope as tf.Tensor),
  }),
})

tf.registerGradient({
  kernelName: gradientKernel,
  inputsToSave: ['x', 'logits', 'dy'],
  gradFunc: (received, [x, logits, dy]) => {
    const slope = received as tf.Tensor
    const weighted = () => tf.mul(slope, overEvents(dy!, logits!))
    return {
      x: weighted,
      logits: () => {
        const p = sigmoid(logits!)
        return tf.neg(tf.mul(weighted(), tf.mul(p, tf.sub(1, p))))
      },
      dy: () => sumEvent(tf.mul(slope, tf.sub(x!, sigmoid(logits!)))),
    }
  },
})
