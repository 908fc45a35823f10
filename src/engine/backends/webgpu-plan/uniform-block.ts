// The uniforms that TF.js gives to one dispatch, as the bytes that it would upload (recordAndSubmit and makeUniforms of its
// WebGPU backend): NaN, infinity, shape and strides of every tensor, the number of elements, then the kernel's own.
import type { TensorInfo } from '@tensorflow/tfjs-core'
import type { TfjsProgram, UniformField } from './tfjs-internals.ts'

export function uniformBlock(
  program: TfjsProgram,
  tensors: readonly TensorInfo[],
  own: readonly UniformField[] = [],
): ArrayBuffer {
  const fields: UniformField[] = [
    { type: 'float32', data: [Number.NaN] },
    { type: 'float32', data: [Number.POSITIVE_INFINITY] },
  ]
  for (const { shape } of tensors) fields.push(integers(shape), integers(stridesOf(shape)))
  if (program.size) fields.push(integers([elementCount(program.outputShape) / (program.outputComponent ?? 1)]))
  return layOut([...fields, ...own])
}

export const elementCount = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1)

const integers = (data: readonly number[]): UniformField => ({ type: 'int32', data: [...data] })

/** Of all axes but the last. */
function stridesOf(shape: readonly number[]): number[] {
  const strides: number[] = []
  let stride = 1
  for (let axis = shape.length - 1; axis > 0; axis--) {
    stride *= shape[axis]!
    strides.unshift(stride)
  }
  return strides
}

// WGSL's alignments: vectors of 3 and 4 to 16 bytes; TF.js makes structures of 5 and 6, which pad what follows too.
const alignmentOf = (length: number): number => (length <= 2 ? length * 4 : 16)

function layOut(fields: readonly UniformField[]): ArrayBuffer {
  let end = 0
  let largest = 4
  let before = 0
  const placed = fields.map(({ type, data }) => {
    const numbers = data.length === 0 ? [1] : data
    const alignment = before >= 5 ? 16 : alignmentOf(numbers.length)
    largest = Math.max(largest, alignment)
    const offset = roundUp(end, alignment)
    before = numbers.length
    end = offset + 4 * numbers.length
    return { type, numbers, offset }
  })
  const block = new ArrayBuffer(roundUp(end, largest))
  for (const { type, numbers, offset } of placed) {
    if (type === 'int32') new Int32Array(block, offset, numbers.length).set(numbers)
    else if (type === 'uint32') new Uint32Array(block, offset, numbers.length).set(numbers)
    else new Float32Array(block, offset, numbers.length).set(numbers)
  }
  return block
}

export const roundUp = (value: number, multiple: number): number => Math.ceil(value / multiple) * multiple
