// An affine coupling in one kernel each way, where it is otherwise a chain of a dozen and a gradient of two dozen more.
import * as tf from '@tensorflow/tfjs-core'
import { callKernels, hasKernel, isNested } from './kernel-call.ts'

const couplingKernel = 'AffineCoupling'
const gradientKernel = 'AffineCouplingGradient'

/** Which elements of x `[batch, ..., channels]` move. */
export interface MovingElements {
  /** Number of channels: every `step`-th from `first`. */
  readonly count: number
  readonly first: number
  readonly step: number
  /** Of images: only pixels whose row + column leaves this remainder by 2. */
  readonly parity?: number
}

interface Coupling {
  readonly moving: MovingElements
  /** s = bound tanh r, or s = log σ(r + 2). */
  readonly scale: 'tanh' | 'sigmoid'
}

/** y and Σ s of each example. */
type Coupled = readonly [value: tf.Tensor, change: tf.Tensor]
/** The affine coupling as a composition of TensorFlow.js operations, for backends without the fused kernel. */
export type Composition = (x: tf.Tensor, parameters: tf.Tensor, bound: tf.Tensor) => Coupled

/**
 * y = x e^s + t on what moves, x elsewhere, and the change of the log-determinant, `[batch]`. `parameters`
 * `[batch, ..., 2 count]` holds t, then r; `bound` `[count]`, of ones for the sigmoid.
 * @param compose the same in TensorFlow.js's own operations.
 */
export function affineCoupling(
  x: tf.Tensor,
  parameters: tf.Tensor,
  bound: tf.Tensor,
  coupling: Coupling,
  compose: Composition,
): Coupled {
  if (!hasKernel(couplingKernel)) return compose(x, parameters, bound)
  const [value, change] = callKernels(couplingKernel, { x, parameters, bound }, { ...coupling, compose })
  return [value!, change!]
}

tf.registerGradient({
  kernelName: couplingKernel,
  inputsToSave: ['x', 'parameters', 'bound'],
  gradFunc: (slopes, [x, parameters, bound], attrs) => {
    const [dy, dChange] = slopes as tf.Tensor[]
    const inputs = { x: x!, parameters: parameters!, bound: bound! }
    const gradients = isNested()
      ? composedGradients(attrs.compose as unknown as Composition, Object.values(inputs), dy!, dChange!)
      : callKernels(gradientKernel, { ...inputs, dy: dy!, dChange: dChange! }, attrs)
    return { x: () => gradients[0]!, parameters: () => gradients[1]!, bound: () => gradients[2]! }
  },
})

/** Which can be differentiated again, as the kernel cannot. */
function composedGradients(compose: Composition, inputs: tf.Tensor[], dy: tf.Tensor, dChange: tf.Tensor): tf.Tensor[] {
  return tf.grads((x: tf.Tensor, parameters: tf.Tensor, bound: tf.Tensor) => {
    const [value, change] = compose(x, parameters, bound)
    return tf.add(tf.sum(tf.mul(value, dy)), tf.sum(tf.mul(change, dChange)))
  })(inputs)
}
