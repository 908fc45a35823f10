import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import '@tensorflow/tfjs-backend-wasm'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { affine, convolve } from '../math/fused/affine.ts'
import { inPlaceBuffer, markChanged, readBuffer } from './in-place.ts'
import { asImage } from './kernel-cases/as-image.ts'
import { moduleUses } from './kernel-cases/module-use.ts'
import { startWasmWith } from './kernel-cases/start-wasm-with.ts'

vi.mock('./wasm-kernels/native/module.ts', async (original) =>
  (await import('./kernel-cases/module-use.ts')).moduleInUse(await original()),
)

beforeEach(() => {
  tf.engine().startScope()
})

afterEach(() => {
  tf.engine().endScope()
})

function twos(...shape: number[]): tf.Tensor {
  return tf.fill(shape, 2)
}

describe.each(moduleUses)('writing in place on WASM %s', (use) => {
  beforeAll(() => startWasmWith(use))

  // Every product that XNNPACK may have packed the changed tensor for: 4 terms of 1 * 2, then of 1 * 5.
  const uses: Record<string, (changed: tf.Tensor) => tf.Tensor> = {
    'right factor': (changed) => tf.matMul(tf.ones([3, 4]), tf.reshape(changed, [4, 6])),
    'left factor': (changed) => tf.matMul(tf.reshape(changed, [6, 4]), tf.ones([4, 3])),
    'transposed right factor': (changed) => tf.matMul(tf.ones([3, 4]), tf.reshape(changed, [6, 4]), false, true),
    'batch of right factors': (changed) => tf.matMul(tf.ones([2, 3, 4]), tf.reshape(changed, [2, 4, 3])),
    filter: (changed) =>
      tf.conv2d(asImage(tf.ones([1, 3, 3, 4])), asImage(tf.reshape(changed, [1, 1, 4, 6])), 1, 'same'),
    'factor of a fused product': (changed) =>
      tf.fused.matMul({ a: tf.ones([3, 4]), b: tf.reshape(changed, [4, 6]), bias: tf.zeros([6]) }),
    'kernel of an affine map': (changed) => affine(tf.ones([3, 4]), tf.reshape(changed, [4, 6]), tf.zeros([6])),
    'kernel of a convolution with bias': (changed) =>
      convolve(tf.ones([1, 3, 3, 4]), tf.reshape(changed, [1, 1, 4, 6]), tf.zeros([6]), 1, 'same'),
  }

  for (const [use, product] of Object.entries(uses)) {
    test(`a tensor used as ${use} is seen with its new values`, () => {
      const parameter = twos(24)
      const before = tf.tidy(() => product(parameter))
      expect([...before.dataSync()]).toEqual(Array.from({ length: before.size }, () => 8))

      inPlaceBuffer(parameter)!.fill(5)
      markChanged(parameter)

      const after = product(parameter)
      expect([...after.dataSync()]).toEqual(Array.from({ length: after.size }, () => 20))
    })
  }

  test('a bias that XNNPACK packed with the weights is seen with its new values', () => {
    const a = tf.ones<tf.Rank.R2>([3, 4])
    const b = twos(4, 6)
    const bias = twos(6)
    const product = () => tf.fused.matMul({ a, b, bias }).dataSync()[0]
    expect(product()).toBe(8 + 2)
    inPlaceBuffer(bias)!.fill(5)
    markChanged(bias)
    expect(product()).toBe(8 + 5)
  })

  test('without markChanged the filter that XNNPACK packed is stale, which is why it exists', () => {
    const image = tf.ones<tf.Rank.R4>([1, 4, 4, 4])
    const filter: tf.Tensor4D = tf.fill([2, 2, 4, 6], 2)
    const convolved = () => tf.conv2d(image, filter, 1, 'valid', 'NHWC', 2).dataSync()[0]
    expect(convolved()).toBe(32)
    inPlaceBuffer(filter)!.fill(5)
    expect(convolved()).toBe(32)
    markChanged(filter)
    expect(convolved()).toBe(80)
  })

  test('a variable can be written many times and is freed once', () => {
    const tensorsBefore = tf.memory().numTensors
    const blocksBefore = tf.backend().numDataIds()
    const variable = tf.tidy(() => tf.variable(twos(4, 6)))
    for (let step = 1; step <= 50; step++) {
      inPlaceBuffer(variable)!.fill(step)
      markChanged(variable)
      const product = tf.tidy(() => tf.matMul(tf.ones([3, 4]), variable))
      expect(product.dataSync()[0]).toBe(4 * step)
      product.dispose()
    }
    variable.dispose()
    expect(tf.memory().numTensors).toBe(tensorsBefore)
    expect(tf.backend().numDataIds()).toBe(blocksBefore)
  })

  test('a tensor that shares its numbers may be read but not written', () => {
    const original = twos(3)
    const clone = tf.clone(original)
    expect(inPlaceBuffer(original)).toBeNull()
    expect([...readBuffer(original)!]).toEqual([2, 2, 2])
    clone.dispose()
    inPlaceBuffer(original)!.fill(7)
    expect([...original.dataSync()]).toEqual([7, 7, 7])
  })

  test('tensors without float32 numbers on WASM have no buffer', async () => {
    expect(inPlaceBuffer(tf.tensor1d([1, 2], 'int32'))).toBeNull()
    const onWasm = twos(3)
    await tf.setBackend('cpu')
    const onCpu = twos(3)
    expect(inPlaceBuffer(onCpu)).toBeNull()
    expect(readBuffer(onWasm)).toBeNull()
    expect(() => markChanged(onCpu)).toThrow('not in WASM memory')
    await tf.setBackend('wasm')
    expect(inPlaceBuffer(onCpu)).toBeNull()
  })
})
