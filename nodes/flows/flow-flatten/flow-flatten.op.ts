import * as tf from '@tensorflow/tfjs-core'
import type { FlowValue } from '../../../src/engine/index.ts'

interface Params {
  readonly shape: readonly number[]
}

/** x `[batch, ...shape]`, y `[batch, elements]`, row-major; volume is preserved. */
export const flowFlatten = {
  forward({ x }: { x: FlowValue }, { shape }: Params): { y: FlowValue } {
    const elements = tf.util.sizeFromShape([...shape])
    return { y: { value: tf.reshape(x.value, [x.value.shape[0] ?? 0, elements]), logDet: x.logDet } }
  },
  inverse({ y }: { y: FlowValue }, { shape }: Params): { x: FlowValue } {
    return { x: { value: tf.reshape(y.value, [y.value.shape[0] ?? 0, ...shape]), logDet: y.logDet } }
  },
}
