// What the repairs are for, each against a closed form, and what they must not cost: memory.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-wasm'
import '../register-gradients.ts'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { asImage } from '../kernel-cases/as-image.ts'
import { startWasmWith } from '../kernel-cases/start-wasm-with.ts'
import { registerWasmKernels } from './register.ts'
import { isWasmBackend, type WasmBackend } from './wasm-backend.ts'

vi.mock('./native/module.ts', async (original) =>
  (await import('../kernel-cases/module-use.ts')).moduleInUse(await original()),
)

beforeEach(async () => {
  await startWasmWith('on one thread')
  tf.engine().startScope()
})

afterEach(() => {
  tf.engine().endScope()
})

function wasmBackend(): WasmBackend {
  const backend = tf.backend()
  if (!isWasmBackend(backend)) throw new Error('The WASM backend is not running.')
  return backend
}

describe('registration', () => {
  test('a second call changes nothing', () => {
    const before = tf.getKernelsForBackend('wasm')
    registerWasmKernels()
    const after = tf.getKernelsForBackend('wasm')
    expect(after.length).toBe(before.length)
    expect(after.every((kernel) => before.includes(kernel))).toBe(true)
  })

  test('the kernels survive a restart of the backend', async () => {
    const factory = tf.findBackendFactory('wasm')
    tf.removeBackend('wasm')
    tf.registerBackend('wasm', factory)
    await tf.setBackend('wasm')
    const product = tf.matMul(tf.ones([2, 3, 40]), tf.ones([2, 50, 40]), false, true)
    expect([...product.dataSync()]).toEqual(Array.from({ length: 300 }, () => 40))
  })
})

describe('sums', () => {
  test('a million times 0.1 is 100,000, not 1 % more', () => {
    const tenths = tf.fill([1000, 1000], 0.1)
    const tenth = Math.fround(0.1)
    expect(tf.sum(tenths).dataSync()[0]).toBe(Math.fround(1e6 * tenth))
    expect(tf.mean(tenths).dataSync()[0]).toBe(tenth)
    expect(tf.sum(tenths, 0).dataSync()[999]).toBe(Math.fround(1e3 * tenth))
    expect(tf.sum(tenths, 1).dataSync()[999]).toBe(Math.fround(1e3 * tenth))
  })

  test('small terms are not lost beside a large one', () => {
    // In float32, 2^24 + 1 = 2^24.
    const terms = tf.concat([tf.tensor1d([2 ** 24]), tf.ones([1000])])
    expect(tf.sum(terms).dataSync()[0]).toBe(2 ** 24 + 1000)
  })

  test('of an empty tensor is 0', () => {
    expect([...tf.sum(tf.zeros([0, 3]), 0).dataSync()]).toEqual([0, 0, 0])
  })

  test('of integers stay integers', () => {
    const total = tf.sum(tf.tensor2d([1, 2, 3, 4], [2, 2], 'int32'), 0)
    expect(total.dtype).toBe('int32')
    expect([...total.dataSync()]).toEqual([4, 6])
  })
})

describe('log1p', () => {
  test('is right to float32 at every size of its argument', () => {
    const magnitudes = [1e-30, 1e-10, 1e-7, 1e-5, 1e-3, 0.01, 0.0999, 0.1001, 0.5]
    const xs = Float32Array.from([...magnitudes, ...magnitudes.map((x) => -x), 3, 1e6])
    for (const [i, value] of tf.log1p(tf.tensor1d(xs)).dataSync().entries()) {
      const exact = Math.log1p(xs[i]!)
      expect(Math.abs(value - exact) / Math.abs(exact)).toBeLessThan(1e-6)
    }
  })

  test('keeps the edges', () => {
    expect([...tf.log1p(tf.tensor1d([0, -1, -2, Number.POSITIVE_INFINITY])).dataSync()]).toEqual([
      0,
      Number.NEGATIVE_INFINITY,
      Number.NaN,
      Number.POSITIVE_INFINITY,
    ])
  })
})

test('maxPool passes the gradient of a window whose maximum is negative', () => {
  const x = tf.tensor4d([-4, -1, -3, -2], [1, 2, 2, 1])
  const gradient = tf.grad((input) => tf.maxPool(asImage(input), 2, 2, 'valid'))(x)
  expect([...gradient.dataSync()]).toEqual([0, 1, 0, 0])
})

test('conv2d with a filter smaller than its stride along one axis is not zero', () => {
  const x = tf.tensor4d([1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 4, 1])
  const y = tf.conv2d(x, asImage(tf.ones([1, 2, 1, 1])), 2, 'same')
  expect([...y.dataSync()]).toEqual([1 + 2, 3 + 4])
})

test('unsortedSegmentSum adds rows with equal ids and drops ids out of range', () => {
  const rows = tf.tensor2d([1, 2, 3, 4, 5, 6, 7, 8], [4, 2])
  const sums = tf.unsortedSegmentSum(rows, tf.tensor1d([2, 0, 2, -1], 'int32'), 3)
  expect([...sums.dataSync()]).toEqual([3, 4, 0, 0, 1 + 5, 2 + 6])
})

test('a clone shares its numbers and outlives its original', () => {
  const original = tf.tensor1d([1, 2, 3])
  const clone = tf.clone(original)
  expect(clone.dataId).toBe(original.dataId)
  expect(wasmBackend().dataIdMap.get(original.dataId).refCount).toBe(2)
  original.dispose()
  expect([...clone.dataSync()]).toEqual([1, 2, 3])
})

test('a rectifier in a product keeps NaN in its place, and puts 0 where the product is negative', () => {
  const a = tf.tensor2d([Number.NaN, 1], [2, 1])
  const b = tf.tensor2d([1, -1, 2, -2, 3, -3], [1, 6])
  const product = tf.fused.matMul({ a, b, activation: 'relu' })
  expect([...product.dataSync()]).toEqual([...Array.from({ length: 6 }, () => Number.NaN), 1, 0, 2, 0, 3, 0])
})

test('matMul of factors that do not fit names both shapes', () => {
  const product = () =>
    tf.engine().runKernel('BatchMatMul', { a: tf.ones([2, 3]), b: tf.ones([2, 4]) }, { transposeB: true })
  expect(product).toThrow('[2,3] and [2,4] transposed')
})

describe('memory', () => {
  const image = [2, 8, 8, 3]
  const calls: Record<string, () => tf.Tensor | tf.Tensor[]> = {
    'matMul, transposed': () => tf.matMul(tf.ones([30, 20]), tf.ones([30, 20]), true),
    'matMul, batched': () => tf.matMul(tf.ones([4, 20, 20]), tf.ones([4, 20, 20])),
    'matMul, shared factor': () => tf.matMul(tf.ones([4, 20, 20]), tf.ones([20, 20])),
    'fused matMul': () => tf.fused.matMul({ a: tf.ones([30, 20]), b: tf.ones([30, 5]), transposeA: true }),
    'conv2d and its gradients': () =>
      tf.grads((x: tf.Tensor, filter: tf.Tensor) => tf.conv2d(asImage(x), asImage(filter), 2, 'same'))([
        tf.ones(image),
        tf.ones([3, 3, 3, 4]),
      ]),
    'pointwise conv2d and its gradients': () =>
      tf.grads((x: tf.Tensor, filter: tf.Tensor) => tf.conv2d(asImage(x), asImage(filter), 1, 'valid'))([
        tf.ones(image),
        tf.ones([1, 1, 3, 4]),
      ]),
    'depthwiseConv2d and its gradients': () =>
      tf.grads((x: tf.Tensor, filter: tf.Tensor) => tf.depthwiseConv2d(asImage(x), asImage(filter), 1, 'same'))([
        tf.ones(image),
        tf.ones([3, 3, 3, 2]),
      ]),
    'sum over scattered axes': () => tf.sum(tf.ones([4, 5, 6]), [0, 2]),
    log1p: () => tf.log1p(tf.ones([50])),
    clone: () => tf.clone(tf.ones([50])),
    'slice and split': () => [tf.slice(tf.ones([6, 6]), [1, 1], [3, 3]), ...tf.split(tf.ones([6, 6]), 3, 1)],
    'gather and its gradient': () =>
      tf.grad((x: tf.Tensor) => tf.gather(x, tf.tensor1d([0, 2], 'int32')))(tf.ones([4, 3])),
  }

  for (const [name, call] of Object.entries(calls)) {
    test(`${name} leaves its outputs only, each with one owner`, () => {
      const backend = wasmBackend()
      const tensorsBefore = tf.memory().numTensors
      const blocksBefore = tf.backend().numDataIds()
      const outputs = [tf.tidy(call)].flat()
      expect(tf.memory().numTensors).toBe(tensorsBefore + outputs.length)
      expect(tf.backend().numDataIds()).toBe(blocksBefore + outputs.length)
      for (const { dataId } of outputs) expect(backend.dataIdMap.get(dataId).refCount).toBe(1)
      tf.dispose(outputs)
      expect(tf.backend().numDataIds()).toBe(blocksBefore)
    })
  }

  test.each(['on one thread', 'as beside threads'] as const)(
    'the heap does not grow with repetition %s',
    async (use) => {
      await startWasmWith(use)
      const matrices = tf.ones([2, 256, 256])
      const image = tf.ones([1, 8, 8, 128])
      const filter = tf.ones([3, 3, 64, 128])
      const run = () => {
        tf.dispose(tf.matMul(matrices, matrices, true, true))
        tf.dispose(tf.tidy(() => tf.conv2dTranspose(asImage(image), asImage(filter), [1, 16, 16, 64], 2, 'same')))
      }
      run()
      const bytes = wasmBackend().wasm.HEAPU8.length
      // A matrix or filter, packed by XNNPACK or not, has 256 KiB: lost in each round it needs 25 MiB more.
      for (let i = 0; i < 100; i++) run()
      expect(wasmBackend().wasm.HEAPU8.length).toBe(bytes)
    },
  )

  test('a kernel that throws releases what it had made', () => {
    const a = tf.ones([2, 3, 4])
    const b = tf.ones([2, 3, 5])
    const blocksBefore = tf.backend().numDataIds()
    const product = () => tf.engine().runKernel('BatchMatMul', { a, b }, { transposeA: true, transposeB: true })
    expect(product).toThrow('matMul')
    expect(tf.backend().numDataIds()).toBe(blocksBefore)
  })
})
