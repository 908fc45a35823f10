// Kernels that make one number of many. A tensor whose reduced axes lie side by side is [outer, length, inner]; where that
// is not so, the axes are brought together first, by an index map and not by moving anything.
import { identityMap, isIdentity, stridedMap, stridesOf } from './index-map.ts'
import { inputOf, type KernelReader, outputOf, pointwise, type Reading } from './kernel-reader.ts'
import { type Reduction, type ReductionShape, sizeOf, type Value } from './value.ts'
import { wholeOf } from './value-table.ts'

/** Sorted, none twice; all of them where none is named. TF.js has another name for them in Max. */
function axesOf({ record }: Reading, rank: number): readonly number[] {
  const axis: unknown = record.attrs.reductionIndices ?? record.attrs.axis
  const given = Array.isArray(axis) ? axis.map(Number) : [axis].filter((one) => typeof one === 'number')
  if (given.length === 0) return Array.from({ length: rank }, (_, i) => i)
  return [...new Set(given.map((one) => (one < 0 ? one + rank : one)))].sort((a, b) => a - b)
}

function shapeOf(shape: readonly number[], axes: readonly number[]): ReductionShape | null {
  const long = axes.filter((axis) => shape[axis] !== 1)
  const first = long[0] ?? 0
  const last = long.at(-1) ?? first - 1
  const isTogether = shape.slice(first, last + 1).every((extent, i) => extent === 1 || axes.includes(first + i))
  if (!isTogether) return null
  return {
    outer: sizeOf(shape.slice(0, first)),
    length: sizeOf(shape.slice(first, last + 1)),
    inner: sizeOf(shape.slice(last + 1)),
  }
}

function reduce(reading: Reading, reduction: Reduction): Value | null {
  const x = inputOf(reading, 'x')
  // Whole numbers are summed exactly, which a sum of floats is not.
  if (outputOf(reading).dtype !== 'float32' || sizeOf(x.shape) === 0) return null
  const axes = axesOf(reading, x.shape.length)
  const together = shapeOf(x.shape, axes)
  const { table, position } = reading
  if (together) return table.reduced({ reduction, operand: reading.valueOf(x), shape: together }, 'float32', position)
  const kept = x.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis))
  const order = [...kept, ...axes]
  const strides = stridesOf(x.shape)
  const map = stridedMap(
    order.map((axis) => x.shape[axis]!),
    order.map((axis) => strides[axis]!),
  )
  const value = reading.valueOf(x)
  const operand = isIdentity(map) ? value : table.pointwise('Copy', [{ value, map }], value.size, value.dtype, position)
  const length = sizeOf(axes.map((axis) => x.shape[axis]!))
  return table.reduced(
    { reduction, operand, shape: { outer: value.size / length, length, inner: 1 } },
    'float32',
    position,
  )
}

const reader =
  (reduction: Reduction): KernelReader =>
  (reading) => {
    const value = reduce(reading, reduction)
    return value && [value]
  }

export const reductionReaders: Readonly<Record<string, KernelReader>> = {
  Sum: reader('sum'),
  Max: reader('max'),
  Min: reader('min'),
  Mean: (reading) => {
    const total = reduce(reading, 'sum')
    if (!total) return null
    const count = sizeOf(inputOf(reading, 'x').shape) / total.size
    const divisor = reading.table.splat(count, total.size, 'float32')
    return [pointwise(reading, 'RealDiv', [wholeOf(total), { value: divisor, map: identityMap(total.size) }])]
  },
  /** Over the last axis, the only one that TF.js knows. */
  Softmax: (reading) => {
    const { shape } = inputOf(reading, 'logits')
    const logits = reading.valueOf(inputOf(reading, 'logits'))
    const length = shape.at(-1) ?? 1
    const rows = { outer: logits.size / length, length, inner: 1 }
    const { table, position } = reading
    const ofRow = (value: Value) => ({ value, map: stridedMap([rows.outer, length], [1, 0]) })
    const highest = table.reduced({ reduction: 'max', operand: logits, shape: rows }, 'float32', position)
    const weights = pointwise(reading, 'Exp', [wholeOf(pointwise(reading, 'Sub', [wholeOf(logits), ofRow(highest)]))])
    const total = table.reduced({ reduction: 'sum', operand: weights, shape: rows }, 'float32', position)
    return [pointwise(reading, 'RealDiv', [wholeOf(weights), ofRow(total)])]
  },
}
