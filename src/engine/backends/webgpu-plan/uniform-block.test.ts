import { describe, expect, test } from 'vitest'
import type { TfjsProgram, UniformField } from './tfjs-internals.ts'
import { uniformBlock } from './uniform-block.ts'

const program = (more: Partial<TfjsProgram> = {}): TfjsProgram => ({
  outputShape: [6, 4],
  variableNames: [],
  dispatch: [1, 1, 1],
  ...more,
})
const tensor = (...shape: number[]) => ({ dataId: {}, shape, dtype: 'float32' as const })
const integersOf = (block: ArrayBuffer, from: number, count: number) => [...new Int32Array(block, from, count)]

// Offsets worked out by hand from WGSL's rules: a vec2 begins at a multiple of 8 bytes, a vec3 and a vec4 at one of 16.
describe('the uniforms of a dispatch', () => {
  test('begin with NaN and infinity', () => {
    const [first, second] = new Float32Array(uniformBlock(program(), []))
    expect([first, second]).toEqual([Number.NaN, Number.POSITIVE_INFINITY])
  })

  test('hold shape and strides of each tensor, a scalar as one', () => {
    const block = uniformBlock(program(), [tensor(), tensor(5), tensor(6, 4)])
    expect(block.byteLength).toBe(40)
    // A scalar's shape and strides at 8 and 12, a vector's at 16 and 20, the matrix's at 24 and 32.
    expect(integersOf(block, 8, 7)).toEqual([1, 1, 5, 1, 6, 4, 4])
  })

  test('align vectors of three and four to 16 bytes', () => {
    const block = uniformBlock(program(), [tensor(2, 3, 5), tensor(2, 3, 5, 7)])
    expect(integersOf(block, 16, 3)).toEqual([2, 3, 5])
    expect(integersOf(block, 32, 2)).toEqual([15, 5])
    expect(integersOf(block, 48, 4)).toEqual([2, 3, 5, 7])
    expect(integersOf(block, 64, 3)).toEqual([105, 35, 7])
    expect(block.byteLength).toBe(80)
  })

  test('pad what follows five and six numbers to 16 bytes', () => {
    const own: UniformField[] = [
      { type: 'float32', data: [1, 2, 3, 4, 5] },
      { type: 'uint32', data: [2 ** 32 - 1] },
    ]
    const block = uniformBlock(program(), [], own)
    expect([...new Float32Array(block, 16, 5)]).toEqual([1, 2, 3, 4, 5])
    expect([...new Uint32Array(block, 48, 1)]).toEqual([2 ** 32 - 1])
  })

  test('count the elements that invocations write, where the shader asks', () => {
    expect(integersOf(uniformBlock(program({ size: true }), []), 8, 1)).toEqual([24])
    expect(integersOf(uniformBlock(program({ size: true, outputComponent: 4 }), []), 8, 1)).toEqual([6])
  })
})
