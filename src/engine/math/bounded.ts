// Numbers kept within bounds: the identity inside, with slope 0 outside, written with relu so that they can be differentiated
// twice.
import * as tf from '@tensorflow/tfjs-core'

export const atLeast = (x: tf.Tensor, lowest: number): tf.Tensor => tf.add(x, tf.relu(tf.sub(lowest, x)))

export const atMost = (x: tf.Tensor, highest: number): tf.Tensor => tf.sub(x, tf.relu(tf.sub(x, highest)))
