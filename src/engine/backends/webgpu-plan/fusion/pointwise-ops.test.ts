// The JavaScript side, by which constants are folded, against TF.js's plain JavaScript backend.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, expect, test } from 'vitest'
import { pointwiseOps } from './pointwise-ops.ts'

beforeAll(async () => {
  await tf.setBackend('cpu')
})

const numbers = [-20, -3, -2.5, -1, -0.4, -1e-4, 0, 1e-4, 0.5, 1, 1.5, 2, 2.5, 7, 20]
/** Not kernels of TF.js, or with other operands there. */
const own = new Set(['Copy', 'ToInt', 'Select', 'ClipByValue', 'Step', 'LeakyRelu', 'EluGrad'])
const names = Object.keys(pointwiseOps).filter((name) => !own.has(name))
const isBinary = (name: string) => (pointwiseOps[name]?.wgsl('first', 'second') ?? '').includes('second')

function kernel(name: string, inputs: tf.NamedTensorMap): readonly number[] {
  const output = tf.engine().runKernel(name, inputs)
  if (!(output instanceof tf.Tensor)) throw new Error(`${name} gave no tensor.`)
  return [...output.dataSync()]
}

const isLogical = (name: string) => name.startsWith('Logical')

/** Both as floats of 32 bits, which is how they are kept. */
function agree(found: number, expected: number): void {
  const [a, b] = [Math.fround(found), Math.fround(expected)]
  if (Number.isFinite(b)) expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-5 * Math.max(1, Math.abs(b)))
  else expect(a).toBe(b)
}

test.each(names.filter((name) => !isBinary(name)))('%s', (name) => {
  const given = isLogical(name) ? [0, 1] : numbers
  const expected = kernel(name, { x: tf.tensor1d(given, isLogical(name) ? 'bool' : 'float32') })
  for (const [i, x] of given.entries()) agree(pointwiseOps[name]?.js(Math.fround(x)) ?? Number.NaN, expected[i]!)
})

test.each(names.filter(isBinary))('%s', (name) => {
  const given = isLogical(name) ? [0, 1] : numbers
  const type = isLogical(name) ? 'bool' : 'float32'
  for (const b of given) {
    const expected = kernel(name, { a: tf.tensor1d(given, type), b: tf.fill([given.length], b, type) })
    for (const [i, a] of given.entries()) {
      agree(pointwiseOps[name]?.js(Math.fround(a), Math.fround(b)) ?? Number.NaN, expected[i]!)
    }
  }
})

test('operands that TF.js calls attributes', () => {
  const { Step, LeakyRelu, ClipByValue, Select, EluGrad, ToInt } = pointwiseOps
  expect([Step?.js(3, 0.1), Step?.js(-3, 0.1), Step?.js(0, 0.1)]).toEqual([1, 0.1, 0.1])
  expect(Step?.js(Number.NaN, 0)).toBeNaN()
  expect([LeakyRelu?.js(-2, 0.1), LeakyRelu?.js(2, 0.1)]).toEqual([-0.2, 2])
  expect([ClipByValue?.js(3, -1, 1), ClipByValue?.js(-3, -1, 1), ClipByValue?.js(0.5, -1, 1)]).toEqual([1, -1, 0.5])
  expect([Select?.js(1, 2, 3), Select?.js(0, 2, 3)]).toEqual([2, 3])
  // The slope of elu is 1 above zero and exp(x) = y + 1 below.
  expect([EluGrad?.js(2, 5), EluGrad?.js(2, -0.5)]).toEqual([2, 1])
  expect([ToInt?.js(2.7), ToInt?.js(-2.7)]).toEqual([2, -2])
})
