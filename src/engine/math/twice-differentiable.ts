// Functions whose gradients can be differentiated again. TensorFlow.js computes its functions' gradients from their
// saved results, which its tape does not trace back to x, so that a gradient of a gradient loses terms without an error
// (https://github.com/tensorflow/tfjs/issues/3252). These save x.
import * as tf from '@tensorflow/tfjs-core'

type Elementwise = (x: tf.Tensor) => tf.Tensor

/** e^x, twice differentiable. */
export function exp(x: tf.Tensor): tf.Tensor {
  return differentiableExp(x)
}

/** 1 / (1 + e^-x), twice differentiable. */
export function sigmoid(x: tf.Tensor): tf.Tensor {
  return differentiableSigmoid(x)
}

/** tanh x, twice differentiable. */
export function tanh(x: tf.Tensor): tf.Tensor {
  return differentiableTanh(x)
}

const differentiableExp = withSlope((x) => tf.exp(x), exp)

// σ' = σ (1 - σ)
const differentiableSigmoid = withSlope(
  (x) => tf.sigmoid(x),
  (x) => {
    const y = sigmoid(x)
    return tf.mul(y, tf.sub(1, y))
  },
)

// tanh' = 1 - tanh²
const differentiableTanh = withSlope(
  (x) => tf.tanh(x),
  (x) => tf.sub(1, tf.square(tanh(x))),
)

function withSlope(value: Elementwise, slope: Elementwise): Elementwise {
  // The library passes the arguments and, behind them, the function that saves tensors for the gradient, but types them
  // as one list.
  return tf.customGrad((...received) => {
    const [x, save] = received as [tf.Tensor, (saved: tf.Tensor[]) => void]
    save([x])
    return { value: value(x), gradFunc: (dy, [saved]) => tf.mul(dy, slope(saved!)) }
  })
}
