// Glow of two levels on digits of 14x14 pixels in 256 levels (Kingma & Dhariwal 2018).
import * as tf from '@tensorflow/tfjs'
import { type Baseline, descend } from './baseline.ts'
import { type Images, imageBatches } from './batches.ts'
import { actnorm, affineCoupling, type Flow, invertibleConvolution, type Layer, learnedPrior } from './glow-layers.ts'
import { standardNormalNats } from './standard-normal-nats.ts'

const steps = 4
const alpha = 0.05

export function glow(images: Images, batchSize: number): Baseline {
  const level = (channels: number): Layer[] =>
    Array.from({ length: steps }, () => [
      actnorm(channels),
      invertibleConvolution(channels),
      affineCoupling(channels, 64),
    ]).flat()
  const fine = level(4)
  const prior = learnedPrior(2)
  const coarse = level(2)
  const variables = [...fine, prior, ...coarse].flatMap((layer) => layer.variables)
  const optimizer = tf.train.adam(0.002)
  const nextBatch = imageBatches(images, batchSize)
  const through = (layers: readonly Layer[], start: Flow): Flow =>
    layers.reduce((flow, layer) => layer.forward(flow), start)

  const loss = (batch: tf.Tensor4D): tf.Scalar => {
    const middle = through(fine, squeeze(continuous(batch)))
    const [rest, z] = tf.split(middle.x, 2, 3) as [tf.Tensor4D, tf.Tensor4D]
    const normalised = prior.forward({ x: z, logDet: middle.logDet }, rest)
    const end = through(coarse, { x: rest, logDet: normalised.logDet })
    return standardNormalNats(end.x).add(standardNormalNats(normalised.x)).sub(end.logDet).mean()
  }
  let isInitialised = false
  return {
    variables,
    hidden: 0,
    step: () =>
      tf.tidy(() => {
        const batch = nextBatch()
        // The first pass sets the actnorms by what flows through them.
        if (!isInitialised) loss(batch)
        isInitialised = true
        return [descend(optimizer, variables, () => loss(batch))]
      }),
  }
}

/** Grey values k / 255 become a uniform draw from [k, k + 1) / 256, and that its logit. */
function continuous(batch: tf.Tensor4D): Flow {
  const levels = tf.round(batch.mul(255))
  const unit = levels.add(tf.randomUniform(batch.shape)).div(256)
  const p = unit.mul(1 - 2 * alpha).add(alpha)
  const x = p.log().sub(tf.sub(1, p).log()) as tf.Tensor4D
  const stretch = tf
    .softplus(x)
    .add(tf.softplus(x.neg()))
    .add(Math.log((1 - 2 * alpha) / 256))
  return { x, logDet: stretch.sum([1, 2, 3]) }
}

/** Each window of 2x2 pixels becomes one pixel of four channels. */
function squeeze({ x, logDet }: Flow): Flow {
  const [batch, height, width] = x.shape
  const windows = x.reshape([batch, height / 2, 2, width / 2, 2])
  return { x: windows.transpose([0, 1, 3, 2, 4]).reshape([batch, height / 2, width / 2, 4]), logDet }
}
