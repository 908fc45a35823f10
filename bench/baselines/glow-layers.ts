// The layers of Glow (Kingma & Dhariwal 2018, table 1).
import * as tf from '@tensorflow/tfjs'

export interface Flow {
  readonly x: tf.Tensor4D
  /** `[batch]` */
  readonly logDet: tf.Tensor
}

export interface Layer {
  readonly variables: readonly tf.Variable[]
  forward(flow: Flow): Flow
}

/** Scale and shift of each channel; the first batch ever seen leaves with mean 0 and deviation 1. */
export function actnorm(channels: number): Layer {
  const logScale = tf.variable(tf.zeros([channels]))
  const shift = tf.variable(tf.zeros([channels]))
  let isInitialised = false
  return {
    variables: [logScale, shift],
    forward({ x, logDet }) {
      if (!isInitialised) {
        const { mean, variance } = tf.moments(x, [0, 1, 2])
        const deviation = variance.sqrt().add(1e-6)
        logScale.assign(deviation.log().neg())
        shift.assign(mean.div(deviation).neg())
        isInitialised = true
      }
      const y: tf.Tensor4D = x.mul(logScale.exp()).add(shift)
      return { x: y, logDet: logDet.add(logScale.sum().mul(pixelsOf(x))) }
    },
  }
}

/** y = W x at every pixel with W = P L (U + diag(s)); P is a random permutation, L and U start as unit matrices. */
export function invertibleConvolution(channels: number): Layer {
  const order = Array.from(tf.util.createShuffledIndices(channels))
  const permutation = tf.oneHot(tf.tensor1d(order, 'int32'), channels).toFloat()
  const unit = tf.eye(channels)
  const below = tf.linalg.bandPart(tf.ones([channels, channels]), -1, 0).sub(unit)
  const above = below.transpose()
  const lower = tf.variable(tf.zeros([channels, channels]))
  const upper = tf.variable(tf.zeros([channels, channels]))
  const logScale = tf.variable(tf.zeros([channels]))
  return {
    variables: [lower, upper, logScale],
    forward({ x, logDet }) {
      const l = lower.mul(below).add(unit)
      const u = upper.mul(above).add(unit.mul(logScale.exp()))
      const w = permutation.matMul(l).matMul(u)
      const y = x.reshape([-1, channels]).matMul(w, false, true).reshape<tf.Tensor4D>(x.shape)
      return { x: y, logDet: logDet.add(logScale.sum().mul(pixelsOf(x))) }
    },
  }
}

/** Moves the second half of the channels as a network of the first half says; it starts as the identity. */
export function affineCoupling(channels: number, filters: number): Layer {
  const half = channels / 2
  const convolutions = [
    convolution(3, half, filters, fanInUniform),
    convolution(1, filters, filters, fanInUniform),
    convolution(3, filters, channels, zeros),
  ]
  const bound = tf.variable(tf.ones([half]))
  return {
    variables: [...convolutions.flatMap(({ kernel, bias }) => [kernel, bias]), bound],
    forward({ x, logDet }) {
      const [kept, moving] = tf.split(x, 2, 3) as [tf.Tensor4D, tf.Tensor4D]
      const parameters = convolutions.reduce(
        (h, layer, i) => layer.apply(h, i === convolutions.length - 1 ? 'linear' : 'relu'),
        kept,
      )
      const moved = moveBy(parameters, bound, moving)
      return { x: tf.concat([kept, moved.x], 3), logDet: logDet.add(moved.logDet) }
    },
  }
}

/** Normalises one half of the channels by mean and scale that the other half gives. */
export function learnedPrior(channels: number): {
  variables: tf.Variable[]
  forward(flow: Flow, given: tf.Tensor4D): Flow
} {
  const { kernel, bias, apply } = convolution(3, channels, 2 * channels, zeros)
  const bound = tf.variable(tf.ones([channels]))
  return {
    variables: [kernel, bias, bound],
    forward({ x, logDet }, given) {
      const moved = moveBy(apply(given, 'linear'), bound, x)
      return { x: moved.x, logDet: logDet.add(moved.logDet) }
    },
  }
}

function moveBy(parameters: tf.Tensor4D, bound: tf.Tensor, moving: tf.Tensor4D): Flow {
  const [shift, raw] = tf.split(parameters, 2, 3) as [tf.Tensor4D, tf.Tensor4D]
  const logScale = raw.tanh().mul(bound)
  return { x: moving.mul(logScale.exp()).add(shift), logDet: logScale.sum([1, 2, 3]) }
}

type Initial = (shape: [number, number, number, number]) => tf.Tensor4D
const zeros: Initial = (shape) => tf.zeros(shape)
const fanInUniform: Initial = (shape) => {
  const bound = 1 / Math.sqrt(shape[0] * shape[1] * shape[2])
  return tf.randomUniform(shape, -bound, bound)
}

function convolution(size: number, channels: number, filters: number, initial: Initial) {
  const kernel = tf.variable(initial([size, size, channels, filters]))
  const bias = tf.variable(tf.zeros([filters]))
  const apply = (x: tf.Tensor4D, activation: 'relu' | 'linear'): tf.Tensor4D =>
    tf.fused.conv2d({ x, filter: kernel, strides: 1, pad: 'same', bias, activation })
  return { kernel, bias, apply }
}

const pixelsOf = (x: tf.Tensor4D): number => x.shape[1] * x.shape[2]
