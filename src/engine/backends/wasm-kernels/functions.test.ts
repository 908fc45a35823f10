// Functions of one number on WASM against those of JavaScript, which have 53 bits where WASM has 24: of small numbers, where
// a sum with one would lose them, and of large ones, where a factor leaves what a float can hold.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-wasm'
import '../register-gradients.ts'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { bernoulliLogProb } from '../../math/fused/bernoulli-log-prob.ts'
import { moduleUses } from '../kernel-cases/module-use.ts'
import { startWasmWith } from '../kernel-cases/start-wasm-with.ts'

vi.mock('./native/module.ts', async (original) =>
  (await import('../kernel-cases/module-use.ts')).moduleInUse(await original()),
)

const magnitudes = [1e-30, 1e-12, 1e-6, 1e-3, 0.2, 0.3, 0.5, 0.624, 0.626, 1, 3, 9, 20, 80, 88.7, 90, 200]
const numbers = [
  ...magnitudes.map((x) => -x),
  0,
  ...magnitudes,
  Number.NEGATIVE_INFINITY,
  Number.POSITIVE_INFINITY,
  Number.NaN,
]

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))
const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))

const functions: Readonly<Record<string, readonly [(x: tf.Tensor) => tf.Tensor, (x: number) => number]>> = {
  exp: [tf.exp, Math.exp],
  expm1: [tf.expm1, Math.expm1],
  log: [tf.log, Math.log],
  log1p: [tf.log1p, Math.log1p],
  tanh: [tf.tanh, Math.tanh],
  sigmoid: [tf.sigmoid, sigmoid],
  softplus: [tf.softplus, softplus],
  elu: [tf.elu, (x) => (x >= 0 ? x : Math.expm1(x))],
  relu: [tf.relu, (x) => Math.max(x, 0)],
}

/** Of each result, not of the largest: small results must be right too. */
const relative = 1e-6
/** Below it a float has fewer bits. */
const smallest = 2 ** -126

/** One sentence for each result that is off; what is not a number must stay so. */
function faultsOf(name: string, results: ArrayLike<number>, truth: (x: number) => number): readonly string[] {
  return numbers.flatMap((at, i) => {
    const x = Math.fround(at)
    const expected = Math.fround(truth(x))
    const found = results[i] ?? Number.NaN
    const isRight = Number.isFinite(expected)
      ? Math.abs(found - expected) <= Math.max(relative * Math.abs(expected), smallest)
      : Object.is(found, expected)
    return isRight ? [] : [`${name}(${x}) gave ${found}, right is ${expected}`]
  })
}

describe.each(moduleUses)('on WASM %s', (use) => {
  beforeAll(() => startWasmWith(use))

  for (const [name, [ofTensor, truth]] of Object.entries(functions)) {
    test(name, () => {
      const results = tf.tidy(() => ofTensor(tf.tensor1d(numbers)).dataSync())
      expect(faultsOf(name, results, truth)).toEqual([])
    })
  }

  test('log-probabilities of zeros with these log-odds, and their gradient', () => {
    const logProb = (logits: tf.Tensor) => bernoulliLogProb(tf.zeros([numbers.length, 1]), logits)
    const [values, slopes] = tf.tidy(() => {
      const logits = tf.tensor2d(numbers, [numbers.length, 1])
      const gradient = tf.grad((odds: tf.Tensor) => tf.sum(logProb(odds)))(logits)
      return [logProb(logits).dataSync(), gradient.dataSync()]
    })
    // A log-odds that is infinite is one of no outcome.
    const ofFinite = (truth: (x: number) => number) => (x: number) => (Number.isFinite(x) ? truth(x) : Number.NaN)
    expect(
      faultsOf(
        '-softplus',
        values!,
        ofFinite((x) => -softplus(x)),
      ),
    ).toEqual([])
    expect(faultsOf('-sigmoid', slopes!, (x) => -sigmoid(x))).toEqual([])
  })
})
