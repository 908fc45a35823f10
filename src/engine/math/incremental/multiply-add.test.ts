import { describe, expect, test } from 'vitest'
import { normals } from '../../random/draws.ts'
import { randomStream } from '../../random/random-stream.ts'
import { createWorkspace, plainWorkspace } from './multiply-add.ts'

const random = (name: string, length: number) => normals(randomStream(1, name, 0), length)

/** In doubles: what stands in y before, and the sum of products. */
function truth(
  y: Float32Array,
  x: Float32Array,
  w: Float32Array,
  terms: number,
  width: number,
  rows: number,
): number[] {
  return Array.from(y, (start, i) => {
    const [k, row] = [Math.floor(i / rows), i % rows]
    let sum = start
    for (let t = 0; t < terms; t++) sum += w[t * width + k]! * x[t * rows + row]!
    return sum
  })
}

describe.each([
  ['as it comes', createWorkspace],
  ['as plain JavaScript', plainWorkspace],
])('weighted sums over terms, %s', (_, create) => {
  // Widths and rows in whole vectors and beside them, so that each of the loops has its turn.
  test.each([
    [1, 1, 4],
    [7, 3, 16],
    [9, 4, 8],
    [5, 6, 12],
    [24, 33, 28],
  ])('%i terms, %i outputs, %i rows', (terms, width, rows) => {
    const [y0, x0, w0] = [random('y', width * rows), random('x', terms * rows), random('w', terms * width)]
    const { arrays, multiplyAdd } = create([width * rows + 3 * rows, terms * rows + rows, terms * width + 2])
    const [y, x, w] = arrays
    // Off the start of each array, among numbers that must not be touched or read.
    y!.fill(7).set(y0, 2 * rows)
    x!.fill(Number.NaN).set(x0, rows)
    w!.fill(Number.NaN).set(w0, 1)
    multiplyAdd(y!, 2 * rows, x!, rows, w!, 1, terms, width, rows)
    const expected = truth(y0, x0, w0, terms, width, rows)
    for (const [i, value] of expected.entries()) expect(y![2 * rows + i]).toBeCloseTo(value, 4)
    expect([...y!.subarray(0, 2 * rows), ...y!.subarray(2 * rows + y0.length)]).toEqual(new Array(3 * rows).fill(7))
  })
})

test('runs in WebAssembly where that has SIMD', () => {
  const { arrays } = createWorkspace([5, 6])
  expect(arrays.map(({ length }) => length)).toEqual([5, 6])
  // One memory for all, other than in plain JavaScript.
  expect(arrays[0]!.buffer).toBe(arrays[1]!.buffer)
  expect(arrays.flatMap((array) => [...array])).toEqual(new Array(11).fill(0))
})
