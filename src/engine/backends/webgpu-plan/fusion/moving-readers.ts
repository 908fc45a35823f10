// Kernels that compute nothing: they put numbers in other places.
import { broadcastMap, type IndexMap, identityMap, isIdentity, stridedMap, stridesOf } from './index-map.ts'
import {
  inputOf,
  inputsInOrder,
  type KernelReader,
  moved,
  numberAttr,
  numbersAttr,
  outputOf,
  type Reading,
  splatOperand,
} from './kernel-reader.ts'
import { type Bound, type Operand, type Piece, sizeOf, type Value } from './value.ts'
import { wholeOf } from './value-table.ts'

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)

/** Number `i` of a block of `shape` that starts at `begin` of a tensor of shape `whole`. */
function blockMap(shape: readonly number[], whole: readonly number[], begin: readonly number[]): IndexMap {
  const strides = stridesOf(whole)
  return stridedMap(shape, strides, sum(strides.map((stride, axis) => stride * (begin[axis] ?? 0))))
}

/** The rows of one axis, `from ≤ … < to`, as a bound on the index of a tensor of that shape. */
function boundOn(shape: readonly number[], axis: number, from: number, to: number): Bound {
  return { divisor: stridesOf(shape)[axis]!, extent: shape[axis]!, from, to }
}

/**
 * Tensors of the given shapes behind each other along an axis of the output: each put before all that follow, so that a
 * long row of them can be stored half way, as no shader could read them all.
 */
function joined(
  reading: Reading,
  parts: readonly (readonly number[])[],
  axis: number,
  shape: readonly number[],
): readonly Value[] {
  const { table, position } = reading
  const { dtype } = outputOf(reading)
  const starts = parts.map((_, i) => sum(parts.slice(0, i).map((part) => part[axis]!)))
  const operands = inputsInOrder(reading).map((ref, i): Operand => {
    const strides = stridesOf(parts[i]!)
    // Where the piece is read, the axis counts from its own start.
    return { value: reading.valueOf(ref), map: stridedMap(shape, strides, -starts[i]! * strides[axis]!) }
  })
  const last = operands.at(-1)
  if (!last) throw new Error(`Fusion: ${reading.record.kernel} joins no tensors.`)
  const all = operands.slice(0, -1).reduceRight((rest, operand, i): Operand => {
    const bounds = [boundOn(shape, axis, starts[i]!, starts[i]! + parts[i]![axis]!)]
    return wholeOf(
      table.pieces(
        [
          { bounds, operand },
          { bounds: [], operand: rest },
        ],
        sizeOf(shape),
        dtype,
        position,
      ),
    )
  }, last)
  return [isIdentity(all.map) ? all.value : table.pointwise('Copy', [all], sizeOf(shape), dtype, position)]
}

/** Blocks of the input behind each other along an axis, one for each output. */
function divided(reading: Reading, whole: readonly number[], axis: number, sizes: readonly number[]): readonly Value[] {
  const ref = inputOf(reading, reading.record.inputs.x ? 'x' : 'value')
  let from = 0
  return reading.record.outputs.map((output, i) => {
    const begin = whole.map((_, at) => (at === axis ? from : 0))
    const shape = whole.map((extent, at) => (at === axis ? sizes[i]! : extent))
    from += sizes[i]!
    return moved(reading, ref, blockMap(shape, whole, begin), output)
  })
}

const axisOf = (axis: number, rank: number): number => (axis < 0 ? axis + rank : axis)

export const movingReaders: Readonly<Record<string, KernelReader>> = {
  Slice: (reading) => {
    const x = inputOf(reading, 'x')
    return [moved(reading, x, blockMap(outputOf(reading).shape, x.shape, numbersAttr(reading, 'begin')))]
  },
  Transpose: (reading) => {
    const x = inputOf(reading, 'x')
    const strides = stridesOf(x.shape)
    const order = numbersAttr(reading, 'perm').map((axis) => strides[axis]!)
    return [moved(reading, x, stridedMap(outputOf(reading).shape, order))]
  },
  Reverse: (reading) => {
    const x = inputOf(reading, 'x')
    const dims = new Set(numbersAttr(reading, 'dims').map((axis) => axisOf(axis, x.shape.length)))
    const strides = stridesOf(x.shape)
    const offset = sum(strides.map((stride, axis) => (dims.has(axis) ? stride * (x.shape[axis]! - 1) : 0)))
    const turned = strides.map((stride, axis) => (dims.has(axis) ? -stride : stride))
    return [moved(reading, x, stridedMap(x.shape, turned, offset))]
  },
  Tile: (reading) => {
    const x = inputOf(reading, 'x')
    const reps = numbersAttr(reading, 'reps')
    const strides = stridesOf(x.shape)
    // Each axis is two: the repetition, over which the input does not move, and the input's own.
    const shape = x.shape.flatMap((extent, axis) => [reps[axis] ?? 1, extent])
    return [
      moved(
        reading,
        x,
        stridedMap(
          shape,
          strides.flatMap((stride) => [0, stride]),
        ),
      ),
    ]
  },
  BroadcastTo: (reading) => {
    const x = inputOf(reading, 'x')
    return [moved(reading, x, broadcastMap(x.shape, outputOf(reading).shape))]
  },
  PadV2: (reading) => {
    const x = inputOf(reading, 'x')
    const { shape, dtype } = outputOf(reading)
    const paddings = reading.record.attrs.paddings
    if (!Array.isArray(paddings)) return null
    const before = x.shape.map((_, axis) => Number(paddings[axis]?.[0]))
    const bounds = x.shape.flatMap((extent, axis) =>
      extent === shape[axis] ? [] : [boundOn(shape, axis, before[axis]!, before[axis]! + extent)],
    )
    const strides = stridesOf(x.shape)
    const map = stridedMap(shape, strides, -sum(strides.map((stride, axis) => stride * before[axis]!)))
    const inside: Piece = { bounds, operand: { value: reading.valueOf(x), map } }
    const outside: Piece = { bounds: [], operand: splatOperand(reading, numberAttr(reading, 'constantValue')) }
    return [reading.table.pieces([inside, outside], sizeOf(shape), dtype, reading.position)]
  },
  Concat: (reading) => {
    const { shape } = outputOf(reading)
    const axis = axisOf(numberAttr(reading, 'axis'), shape.length)
    const parts = inputsInOrder(reading).map((ref) => ref.shape)
    if (parts.some((part) => sizeOf(part) === 0)) return null
    return joined(reading, parts, axis, shape)
  },
  Pack: (reading) => {
    const { shape } = outputOf(reading)
    const axis = axisOf(numberAttr(reading, 'axis'), shape.length)
    const part = shape.map((extent, at) => (at === axis ? 1 : extent))
    return joined(
      reading,
      inputsInOrder(reading).map(() => part),
      axis,
      shape,
    )
  },
  Unpack: (reading) => {
    const { shape } = inputOf(reading, 'value')
    return divided(
      reading,
      shape,
      axisOf(numberAttr(reading, 'axis'), shape.length),
      reading.record.outputs.map(() => 1),
    )
  },
  SplitV: (reading) => {
    const { shape } = inputOf(reading, 'x')
    const axis = axisOf(numberAttr(reading, 'axis'), shape.length)
    return divided(
      reading,
      shape,
      axis,
      reading.record.outputs.map((output) => output.shape[axis]!),
    )
  },
  Identity: (reading) => {
    const x = inputOf(reading, 'x')
    return [moved(reading, x, identityMap(sizeOf(x.shape)))]
  },
}
