import { expect, test } from 'vitest'
import { filledTensor } from './filled-tensors.ts'
import type { TensorRef } from './trace.ts'

const output: TensorRef = { id: 7, shape: [2, 3], dtype: 'float32', role: 'temporary' }

test.each([
  ['ZerosLike', {}, 0],
  ['OnesLike', {}, 1],
  ['Fill', { shape: [2, 3], value: 0.1, dtype: 'float32' }, 0.1],
])('%s gives a constant', (kernel, attrs, number) => {
  expect(filledTensor(kernel, attrs, output)).toEqual({
    ...output,
    role: 'constant',
    values: new Float32Array(6).fill(number),
  })
})

test('integers and booleans are integer constants', () => {
  for (const dtype of ['int32', 'bool'] as const) {
    expect(filledTensor('OnesLike', {}, { ...output, shape: [], dtype })?.values).toEqual(Int32Array.of(1))
  }
})

test('what depends on computed numbers is not a constant', () => {
  expect(filledTensor('Square', {}, output)).toBeNull()
  expect(filledTensor('Fill', { value: 'text' }, output)).toBeNull()
})
