import * as tf from '@tensorflow/tfjs-core'
import {
  clampLogVariance,
  type Described,
  type Distribution,
  type Drawing,
  logVarianceLimit,
  normal,
  readsAlike,
  sizeOf,
} from '../../../src/engine/index.ts'

/**
 * Independent Gaussians about `mean` `[batch, ...event]`. The log-variance comes from the input if connected, else from the
 * learned number if there is one, else from the fixed standard deviation.
 */
export function gaussianLikelihood(
  { mean, logVariance: predicted }: { mean: tf.Tensor; logVariance?: tf.Tensor | undefined },
  { logVariance: shared }: { logVariance?: tf.Tensor | undefined },
  { deviation }: { readonly deviation: number },
): { p: Distribution } {
  const learned = predicted ?? shared
  return { p: normal(mean, learned ? clampLogVariance(learned) : tf.scalar(2 * Math.log(deviation))) }
}

gaussianLikelihood.incremental = ({ inputs, weights, params }: Described<{ readonly deviation: number }>): Drawing => {
  const learned = weights.logVariance?.values[0]
  const shared = learned === undefined ? 2 * Math.log(params.deviation) : clamp(learned)
  return {
    size: sizeOf(inputs.mean!.shape),
    numbers: ['normal'],
    reads: readsAlike(inputs.logVariance ? { mean: 1, logVariance: 1 } : { mean: 1 }),
    draw(element, row, { rows, inputs: { mean, logVariance } }, [n]) {
      const at = element * rows + row
      return mean![at]! + Math.exp(0.5 * (logVariance ? clamp(logVariance[at]!) : shared)) * n!
    },
  }
}

const clamp = (logVariance: number): number => Math.min(logVarianceLimit, Math.max(-logVarianceLimit, logVariance))
