// The gradients of every node kind, checked on the examples of each against finite differences.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, describe, expect, test } from 'vitest'
import { kernelFaults, recordKernels } from '../src/engine/backends/kernel-cases/recorded-kernels.ts'
import { lawCases } from './fixtures/law-cases.ts'
import { gaussian, type Leaf, type Outcome, run, tensorsIn } from './fixtures/run-example.ts'

const kernelCalls = recordKernels()

beforeAll(() => tf.setBackend('cpu'))

/** A node as a differentiable function of every tensor that it depends on. */
function functionOf({ definition, example, training }: (typeof lawCases)[number]) {
  const leaves: { readonly name: string; readonly shape: readonly number[]; readonly values: Float32Array }[] = []
  const remember: Leaf = (name, shape, fill) => {
    const values = fill(name, tf.util.sizeFromShape([...shape]))
    // A network applied twice has one set of weights.
    if (!leaves.some((known) => known.name === name)) leaves.push({ name, shape, values })
    return tf.tensor(values, [...shape])
  }
  const outputsIn = ({ signals, values }: Outcome) =>
    Object.entries(signals).flatMap(([port, signal]) => tensorsIn(signal, values[port]!))
  const sizes = outputsIn(run(definition, example, remember, training)).map(({ size }) => size)
  const coefficients = sizes.map((size, i) => gaussian(`coefficient${i}`, size))
  const places = new Map(leaves.map(({ name }, i) => [name, i]))
  const outputsAt = (at: readonly tf.Tensor[]) =>
    outputsIn(run(definition, example, (name) => at[places.get(name)!]!, training))
  return {
    leaves,
    /** Leaves of the inputs come before those of the weights. */
    inputCount: leaves.findLastIndex(({ name }) => !name.startsWith('node/')) + 1,
    start: leaves.map(({ shape, values }) => tf.tensor(values, [...shape])),
    /** A fixed random combination of all output elements. */
    combination: (...at: tf.Tensor[]): tf.Tensor => weighed(outputsAt(at), coefficients),
    /** The same, summed in double precision, so that only the op's own rounding remains. */
    exactCombination: (at: readonly tf.Tensor[]): number => exactlyWeighed(outputsAt(at), coefficients),
  }
}

const weighed = (tensors: readonly tf.Tensor[], coefficients: readonly Float32Array[]): tf.Tensor =>
  tensors
    .map((tensor, i) => tf.sum(tf.mul(tensor, tf.tensor(coefficients[i]!, tensor.shape))))
    .reduce((sum, term) => tf.add(sum, term), tf.scalar(0))

const exactlyWeighed = (tensors: readonly tf.Tensor[], coefficients: readonly Float32Array[]): number =>
  tensors
    .flatMap((tensor, i) => [...tensor.dataSync()].map((y, j) => y * coefficients[i]![j]!))
    .reduce((sum, term) => sum + term, 0)

const differentiable = lawCases.filter(({ example }) => Object.keys(example.inputs).length > 0)

describe('gradients agree with finite differences and reach every input and weight', () => {
  test.each(differentiable)('$name', (one) => {
    const { leaves, start, combination, exactCombination } = functionOf(one)
    const gradients = tf.grads(combination)(start)
    for (const [i, gradient] of gradients.entries()) {
      expect(tf.max(tf.abs(gradient)).dataSync()[0], `${leaves[i]!.name} has a gradient`).toBeGreaterThan(0)
      expectSlopes(leaves[i]!, gradient, (moved) => exactCombination(start.with(i, moved)))
    }
  })
})

// As a gradient penalty needs them: gradients in the inputs, differentiated in everything.
describe('gradients of gradients in the inputs agree with finite differences of gradients', () => {
  test.each(differentiable)('$name', (one) => {
    const { leaves, start, inputCount, combination } = functionOf(one)
    const coefficients = leaves.slice(0, inputCount).map(({ name, values }) => gaussian(`${name} slope`, values.length))
    const slopes = (at: readonly tf.Tensor[]) =>
      tf.grads((...inputs: tf.Tensor[]) => combination(...inputs, ...at.slice(inputCount)))(at.slice(0, inputCount))
    // The squares involve every leaf, even those that no slope depends on.
    const squares = (at: readonly tf.Tensor[]) => at.map((x) => tf.sum(tf.square(x))).reduce((a, b) => tf.add(a, b))
    const curvatures = tf.grads((...at: tf.Tensor[]) => tf.add(weighed(slopes(at), coefficients), squares(at)))(start)
    for (const [i, curvature] of curvatures.entries()) {
      const known = tf.sub(curvature, tf.mul(2, start[i]!))
      expectSlopes(leaves[i]!, known, (moved) => exactlyWeighed(slopes(start.with(i, moved)), coefficients))
    }
  })
})

/** Compares a gradient with fourth-order central differences, element by element. */
function expectSlopes(
  { name, shape, values }: { readonly name: string; readonly shape: readonly number[]; readonly values: Float32Array },
  gradient: tf.Tensor,
  f: (moved: tf.Tensor) => number,
): void {
  const slopes = gradient.dataSync()
  for (let place = 0; place < values.length; place++) {
    // The step that 32-bit floats actually take.
    const difference = (step: number) => {
      const [above, below] = [values.slice(), values.slice()]
      above[place]! += step
      below[place]! -= step
      const at = (moved: Float32Array) => tf.tidy(() => f(tf.tensor(moved, [...shape])))
      return (at(above) - at(below)) / (above[place]! - below[place]!)
    }
    const h = 0.03
    const expected = (4 * difference(h) - difference(2 * h)) / 3
    const error = Math.abs(expected - slopes[place]!)
    expect(error, `${name}[${place}]`).toBeLessThan(5e-4 * Math.max(1, Math.abs(expected)))
  }
}

test('call only TF.js ops that are correct on all backends', () =>
  expect(kernelFaults(kernelCalls.values())).toEqual([]))
