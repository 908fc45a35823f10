import { decode } from 'fast-png'
import { expect, test } from 'vitest'
import { imageGrid, interleave } from './image-grid.ts'

const strip = (count: number, values: readonly number[], channels = 1) => ({
  count,
  height: 1,
  width: 2,
  channels,
  values: Float32Array.from(values),
})

test('images lie in rows, one grey pixel apart, unused places grey', () => {
  const { width, height, channels, data } = decode(imageGrid(strip(3, [0, 1, 0.2, 0.4, 0.6, 0.8])))
  expect([width, height, channels]).toEqual([5, 3, 1])
  expect([...data]).toEqual([...[0, 255, 64, 51, 102], ...[64, 64, 64, 64, 64], ...[153, 204, 64, 64, 64]])
})

test('three channels are colours', () => {
  const { width, height, channels, data } = decode(imageGrid(strip(1, [1, 0, 0, 0, 0, 1], 3)))
  expect([width, height, channels]).toEqual([2, 1, 3])
  expect([...data]).toEqual([255, 0, 0, 0, 0, 255])
})

test('interleaving puts partners side by side', () => {
  const both = interleave(strip(2, [1, 2, 3, 4]), strip(2, [5, 6, 7, 8]))
  expect(both.count).toBe(4)
  expect([...both.values]).toEqual([1, 2, 5, 6, 3, 4, 7, 8])
})
