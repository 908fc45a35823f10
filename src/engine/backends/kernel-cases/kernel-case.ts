// A kernel case is data: inputs, a function of them, and how far a backend may be off. The same cases
// run in Node (WASM against the CPU backend) and in a browser page (WebGPU against the CPU backend).
import * as tf from '@tensorflow/tfjs-core'

export type KernelCase = {
  readonly name: string
  /** Shapes of the inputs; their values are standard Gaussian, fixed by the case's name. */
  readonly inputs: readonly (readonly number[])[]
  /** Applied to the Gaussian values first, for functions that need positive or separated arguments. */
  readonly prepare?: (value: number, index: number) => number
  readonly run: (...inputs: tf.Tensor[]) => tf.Tensor
  /** Functions such as `argMax` have values but no gradient. */
  readonly hasGradient?: false
  /** Where WGSL promises less than `usualTolerance`. */
  readonly toleranceOnWebGpu?: number
  /** What TF.js's WebGPU backend does wrong here: a known fault, so that nothing may be built on it. */
  readonly wrongOnWebGpu?: string
}

/**
 * Largest allowed error, relative to the largest element of the true tensor. Float32 carries 6e-8 of
 * relative error for each operation, and the sums in these cases have up to a few hundred terms whose
 * errors mostly cancel: 5e-6 leaves room for every order of summation and none for a missing term.
 */
export const usualTolerance = 5e-6

export type CaseResult = {
  readonly shape: readonly number[]
  readonly value: Float32Array
  /** One gradient for each input, of sum (1 + cos(i) / 2) output[i]. */
  readonly gradients: readonly Float32Array[]
}

/** Runs a case on the current backend; leaves no tensor behind. */
export async function evaluateCase(kernelCase: KernelCase): Promise<CaseResult> {
  const inputs = kernelCase.inputs.map((shape, i) => inputTensor(kernelCase, shape, i))
  const output = tf.tidy(() => kernelCase.run(...inputs))
  const gradients = kernelCase.hasGradient === false ? [] : gradientsOf(kernelCase, inputs)
  const value = await floats(output)
  const gradientValues: Float32Array[] = []
  for (const gradient of gradients) gradientValues.push(await floats(gradient))
  tf.dispose([...inputs, output, ...gradients])
  return { shape: output.shape, value, gradients: gradientValues }
}

function gradientsOf(kernelCase: KernelCase, inputs: tf.Tensor[]): tf.Tensor[] {
  return tf.tidy(() =>
    tf.grads((...variables: tf.Tensor[]) => {
      const output = kernelCase.run(...variables)
      // Weights that differ for every element, so that no permutation of a gradient goes unseen.
      // Computed here, since a GPU's cosine of a large number is good to a few digits only.
      const weights = Float32Array.from({ length: output.size }, (_, i) => 1 + Math.cos(i) / 2)
      return tf.sum(tf.mul(output, tf.tensor(weights, output.shape)))
    })(inputs),
  )
}

/** The largest error of any element, relative to the largest element of the same true tensor. */
export function largestError(truth: CaseResult, result: CaseResult): number {
  const pairs: [Float32Array, Float32Array | undefined][] = [
    [truth.value, result.value],
    ...truth.gradients.map((gradient, i): [Float32Array, Float32Array | undefined] => [gradient, result.gradients[i]]),
  ]
  return Math.max(...pairs.map(([expected, received]) => relativeError(expected, received)))
}

function relativeError(expected: Float32Array, received: Float32Array | undefined): number {
  if (received === undefined || received.length !== expected.length) return Number.POSITIVE_INFINITY
  let scale = 0
  let error = 0
  for (const [i, value] of expected.entries()) {
    const difference = Math.abs(value - received[i]!)
    if (Number.isNaN(difference)) return Number.POSITIVE_INFINITY
    scale = Math.max(scale, Math.abs(value))
    error = Math.max(error, difference)
  }
  return scale === 0 ? error : error / scale
}

function inputTensor(kernelCase: KernelCase, shape: readonly number[], index: number): tf.Tensor {
  const size = shape.reduce((product, length) => product * length, 1)
  const next = uniformFrom(`${kernelCase.name}/${index}`)
  const values = Float32Array.from({ length: size }, (_, i) => {
    // Box and Muller: two uniform numbers make one Gaussian.
    const gaussian = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
    return kernelCase.prepare ? kernelCase.prepare(gaussian, i) : gaussian
  })
  return tf.tensor(values, [...shape], 'float32')
}

/** Uniform numbers in [0, 1) from a text: FNV-1a hash as the seed of a 32-bit Weyl and mixing sequence. */
function uniformFrom(text: string): () => number {
  let state = 0x811c9dc5
  for (const character of text) state = Math.imul(state ^ character.charCodeAt(0), 0x01000193)
  return () => {
    state = (state + 0x9e3779b9) | 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
  }
}

async function floats(tensor: tf.Tensor): Promise<Float32Array> {
  return Float32Array.from(await tensor.data())
}
