// The arithmetic of transposed convolutions by hand: the starting size that leads to a different final size.
import { expect, test } from 'vitest'
import { fitLayers } from './fit-layers.ts'

const stack = (start: readonly number[], ...growing: readonly { readonly [name: string]: number | string }[]) => [
  { kind: 'layers/dense', params: { units: start.reduce((a, b) => a * b, 1), activation: 'relu' } },
  { kind: 'layers/reshape', params: { shape: [...start] } },
  ...growing.map((params) => ({ kind: 'layers/conv2d-transpose', params })),
]
const doubled = { filters: 1, kernelSize: 4, strides: 2, padding: 'same' }
const grown = { filters: 1, kernelSize: 5, strides: 1, padding: 'valid' }

test('two layers that double start from a quarter', () => {
  const fitted = fitLayers(stack([7, 7, 64], doubled, doubled), [32, 48, 1])
  expect(fitted).toEqual(stack([8, 12, 64], doubled, doubled))
})

test('a layer without padding adds its window less one', () => {
  expect(fitLayers(stack([7, 7, 8], doubled, grown), [32, 32, 1])).toEqual(stack([14, 14, 8], doubled, grown))
})

test.each([
  ['a size that no start leads to', stack([7, 7, 64], doubled, doubled), [30, 30, 1]],
  ['other channels than the last layer gives', stack([7, 7, 64], doubled, doubled), [32, 32, 3]],
  ['a vector', stack([7, 7, 64], doubled), [784]],
  [
    'layers that do not turn a dense layer into an image',
    [doubled].map((params) => ({ kind: 'layers/conv2d-transpose', params })),
    [32, 32, 1],
  ],
])('%s is left alone', (_, layers, wanted) => {
  expect(fitLayers(layers, wanted)).toBeUndefined()
})
