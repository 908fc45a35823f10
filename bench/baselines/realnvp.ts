// RealNVP on points in the plane: eight affine couplings (Dinh et al. 2017).
import * as tf from '@tensorflow/tfjs'
import { type Baseline, descend, weightsOf } from './baseline.ts'
import { twoMoons } from './batches.ts'
import { standardNormalNats } from './standard-normal-nats.ts'

const couplings = 8

export function realnvp(batchSize: number): Baseline {
  const networks = Array.from({ length: couplings }, () =>
    tf.sequential({
      layers: [
        tf.layers.dense({ inputShape: [1], units: 64, activation: 'relu' }),
        tf.layers.dense({ units: 64, activation: 'relu' }),
        tf.layers.dense({ units: 2, kernelInitializer: 'zeros' }),
      ],
    }),
  )
  const bounds = networks.map(() => tf.variable(tf.ones([1])))
  const variables = [...weightsOf(...networks), ...bounds]
  const optimizer = tf.train.adam(0.001)

  const loss = (x: tf.Tensor): tf.Scalar => {
    let [first, second] = tf.split(x, 2, 1) as [tf.Tensor, tf.Tensor]
    let logDet: tf.Tensor = tf.zeros([batchSize])
    for (const [i, network] of networks.entries()) {
      // Odd couplings move the other coordinate.
      const [kept, moving] = i % 2 === 0 ? [first, second] : [second, first]
      const [shift, raw] = tf.split(network.apply(kept) as tf.Tensor, 2, 1) as [tf.Tensor, tf.Tensor]
      const logScale = raw.tanh().mul(bounds[i]!)
      const moved = moving.mul(logScale.exp()).add(shift)
      logDet = logDet.add(logScale.sum(1))
      if (i % 2 === 0) second = moved
      else first = moved
    }
    return standardNormalNats(tf.concat([first, second], 1))
      .sub(logDet)
      .mean()
  }
  return {
    variables,
    hidden: 0,
    step: () =>
      tf.tidy(() => {
        const batch = twoMoons(batchSize, 0.1)
        return [descend(optimizer, variables, () => loss(batch))]
      }),
  }
}
