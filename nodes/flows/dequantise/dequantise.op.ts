import * as tf from '@tensorflow/tfjs-core'
import type { FlowValue, OpContext } from '../../../src/engine/index.ts'

interface Params {
  readonly levels: '2' | '256'
}

/** Noise stays below one by the spacing of 32-bit floats near 256, so that rounding never reaches the next level. */
const mostNoise = 1 - 2 ** -15

/**
 * y = (x + u) / levels with u uniform on [0, 1): -log(levels) nats for each element (Theis, van den Oord & Bethge 2016,
 * section 3.1). The inverse removes the noise. x and y `[batch, ...]`.
 */
export const dequantise = {
  forward({ x }: { x: FlowValue }, params: Params, context: OpContext): { y: FlowValue } {
    const noise = tf.minimum(context.uniform(x.value.shape), mostNoise)
    const value = tf.div(tf.add(x.value, noise), Number(params.levels))
    return { y: { value, logDet: tf.sub(x.logDet, volume(x.value, params)) } }
  },
  inverse({ y }: { y: FlowValue }, params: Params): { x: FlowValue } {
    const levels = Number(params.levels)
    const value = tf.clipByValue(tf.floor(tf.mul(y.value, levels)), 0, levels - 1)
    return { x: { value, logDet: tf.add(y.logDet, volume(y.value, params)) } }
  },
}

/** Nats of one example. */
const volume = ({ shape }: tf.Tensor, { levels }: Params): number =>
  tf.util.sizeFromShape(shape.slice(1)) * Math.log(Number(levels))
