import * as tf from '@tensorflow/tfjs-core'
import { type FlowValue, halves } from '../../../src/engine/index.ts'

/**
 * The two halves of the last axis (Dinh et al. 2017, section 3.6). Volume is preserved; y keeps the log-determinant accumulated
 * so far and z starts at zero, so that it is counted once.
 */
export const split = {
  forward({ x }: { x: FlowValue }): { y: FlowValue; z: FlowValue } {
    const [first, second] = halves.part(x.value)
    return { y: { value: first, logDet: x.logDet }, z: { value: second, logDet: tf.zerosLike(x.logDet) } }
  },
  inverse({ y, z }: { y: FlowValue; z: FlowValue }): { x: FlowValue } {
    return { x: { value: halves.join(y.value, z.value), logDet: tf.add(y.logDet, z.logDet) } }
  },
}
