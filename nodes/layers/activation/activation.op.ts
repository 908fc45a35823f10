import * as tf from '@tensorflow/tfjs-core'
import {
  type Described,
  elementwise,
  leakyRelu,
  relu,
  scalarSigmoid,
  scalarSoftplus,
  sigmoid,
  tanh,
} from '../../../src/engine/index.ts'

const leak = 0.2

// Composed of ops with second derivatives, which TF.js lacks for its leakyRelu and elu kernels.
const functions = {
  relu,
  leakyRelu: (x: tf.Tensor) => leakyRelu(x, leak),
  elu: (x: tf.Tensor) => tf.add(tf.relu(x), tf.expm1(tf.neg(tf.relu(tf.neg(x))))),
  softplus: (x: tf.Tensor) => tf.softplus(x),
  swish: (x: tf.Tensor) => tf.mul(x, sigmoid(x)),
  tanh,
  sigmoid,
}

/** Applies a nonlinearity to each element; the shape is unchanged. */
export function activation(
  { x }: { x: tf.Tensor },
  params: { readonly function: keyof typeof functions },
): { y: tf.Tensor } {
  return { y: functions[params.function](x) }
}

const scalarFunctions: Readonly<Record<keyof typeof functions, (x: number) => number>> = {
  relu: (x) => Math.max(x, 0),
  leakyRelu: (x) => Math.max(x, 0) - leak * Math.max(-x, 0),
  elu: (x) => (x > 0 ? x : Math.expm1(x)),
  softplus: scalarSoftplus,
  swish: (x) => x * scalarSigmoid(x),
  tanh: Math.tanh,
  sigmoid: scalarSigmoid,
}

activation.incremental = ({ inputs, params }: Described<{ readonly function: keyof typeof functions }>) =>
  elementwise(inputs.x!, scalarFunctions[params.function])
