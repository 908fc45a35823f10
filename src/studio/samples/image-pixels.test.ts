import { describe, expect, it } from 'vitest'
import { columnsIn, pairGap, pairTiles, pixelGrid, sampleTiles } from './image-pixels.ts'

const strip = (channels: number, values: readonly number[], width = 1) => ({
  count: values.length / channels / width,
  height: 1,
  width,
  channels,
  values: Float32Array.from(values),
})
const pixel = (grid: ReturnType<typeof pixelGrid>, x: number, y: number) =>
  Array.from(grid.rgba.slice((y * grid.width + x) * 4, (y * grid.width + x) * 4 + 4))

describe('a grid of images', () => {
  it('puts images in rows with a transparent pixel between them', () => {
    const grid = pixelGrid(sampleTiles(strip(1, [0, 1, 0.4]), 2))
    expect([grid.width, grid.height]).toEqual([3, 3])
    expect(pixel(grid, 0, 0)).toEqual([0, 0, 0, 255])
    expect(pixel(grid, 1, 0)).toEqual([0, 0, 0, 0])
    expect(pixel(grid, 2, 0)).toEqual([255, 255, 255, 255])
    expect(pixel(grid, 0, 2)).toEqual([102, 102, 102, 255])
  })

  it('keeps the order of pixels in an image', () => {
    const grid = pixelGrid(sampleTiles(strip(1, [0, 0.2, 0.4, 1], 2), 1))
    expect([grid.width, grid.height]).toEqual([2, 3])
    expect([pixel(grid, 1, 0)[0], pixel(grid, 0, 2)[0], pixel(grid, 1, 2)[0]]).toEqual([51, 102, 255])
  })

  it('shows colours and clamps what lies outside 0..1', () => {
    const grid = pixelGrid(sampleTiles(strip(3, [1, -2, 0.2]), 1))
    expect(pixel(grid, 0, 0)).toEqual([255, 0, 51, 255])
  })

  it('puts each reconstruction at the right of its original', () => {
    const tiles = pairTiles(strip(1, [0, 0.2, 0.4]), strip(1, [1, 0.8, 0.6]), 2)
    const grid = pixelGrid(tiles)
    const second = 3 + pairGap
    expect([pixel(grid, 0, 0)[0], pixel(grid, 2, 0)[0]]).toEqual([0, 255])
    expect([pixel(grid, second, 0)[0], pixel(grid, second + 2, 0)[0]]).toEqual([51, 204])
    expect([pixel(grid, 0, 2)[0], pixel(grid, 2, 2)[0]]).toEqual([102, 153])
  })
})

it.each([
  [450, 15, 11],
  [240, 8, 8],
  [2000, 66, 32],
  [20, 0, 1],
])('a room of %i, wide enough for %i images, has 32 images in rows of %i', (room, most, columns) => {
  expect(Math.floor(room / 30)).toBe(most)
  expect(columnsIn(room, 30, 32)).toBe(columns)
})
