// Matrix products that are not worth a separate kernel: with few terms they are arithmetic on single numbers, with few
// rows or columns, or few numbers altogether, they are sums of products. Larger ones stay with TF.js, whose kernel reads
// each number once for many results.
import { stridedMap } from './index-map.ts'
import { inputOf, type KernelReader, pointwise } from './kernel-reader.ts'
import { type Operand, sizeOf } from './value.ts'
import { wholeOf } from './value-table.ts'

/** Up to here a product is written out. */
const fewTerms = 4
/** A product with one side as narrow as this reads hardly more than it must. */
const narrow = 4
/** Multiplications that cost less than a dispatch, however they are done. */
const fewMultiplications = 2 ** 18

const isTrue = (attr: unknown): boolean => attr === true

export const productReaders: Readonly<Record<string, KernelReader>> = {
  BatchMatMul: (reading) => {
    const { table, position, record } = reading
    const [a, b] = [inputOf(reading, 'a'), inputOf(reading, 'b')]
    const [output] = record.outputs
    if (!output || a.shape.length < 2 || b.shape.length < 2 || sizeOf(output.shape) === 0) return null
    const [turnsA, turnsB] = [isTrue(record.attrs.transposeA), isTrue(record.attrs.transposeB)]
    const [rows, terms] = ends(a.shape, turnsA)
    const [, columns] = ends(b.shape, turnsB)
    const batch = sizeOf(a.shape.slice(0, -2))
    if (batch !== sizeOf(b.shape.slice(0, -2))) return null
    const multiplications = batch * rows * terms * columns
    const isNarrow = Math.min(rows, columns) <= narrow
    if (terms > fewTerms && !isNarrow && multiplications > fewMultiplications) return null

    const [valueA, valueB] = [reading.valueOf(a), reading.valueOf(b)]
    // Along batch, row, term and column.
    const stridesA = [rows * terms, turnsA ? 1 : terms, turnsA ? rows : 1, 0] as const
    const stridesB = [terms * columns, 0, turnsB ? 1 : columns, turnsB ? terms : 1] as const
    if (terms <= fewTerms) {
      const shape = [batch, rows, columns]
      const at = ([ofBatch, ofRow, ofTerm, ofColumn]: typeof stridesA | typeof stridesB, term: number) =>
        stridedMap(shape, [ofBatch, ofRow, ofColumn], term * ofTerm)
      const products = Array.from({ length: terms }, (_, term) =>
        pointwise(reading, 'Multiply', [
          { value: valueA, map: at(stridesA, term) },
          { value: valueB, map: at(stridesB, term) },
        ]),
      )
      return [products.reduce((sum, one) => pointwise(reading, 'Add', [wholeOf(sum), wholeOf(one)]))]
    }
    // Neighbouring threads are to read neighbouring numbers: along the terms where both tensors lie that way.
    const alongTerms = !turnsA && (turnsB || columns === 1)
    const axes = axesFor(alongTerms, columns === 1)
    const extents = [batch, rows, terms, columns]
    const shape = axes.map((axis) => extents[axis]!)
    const operands = [
      { value: valueA, strides: stridesA },
      { value: valueB, strides: stridesB },
    ].map(
      ({ value, strides }): Operand => ({
        value,
        map: stridedMap(
          shape,
          axes.map((axis) => strides[axis]!),
        ),
      }),
    )
    const product = table.pointwise('Multiply', operands, multiplications, 'float32', position)
    const after = axes.indexOf(2) + 1
    const inner = sizeOf(shape.slice(after))
    const reduction = { outer: sizeOf(output.shape) / inner, length: terms, inner }
    return [table.reduced({ reduction: 'sum', operand: product, shape: reduction }, 'float32', position)]
  },
}

/** The numbers of batch, row, term and column in the order of the sum; the results' order is never another. */
function axesFor(alongTerms: boolean, isOneColumn: boolean): readonly number[] {
  if (alongTerms) return [0, 1, 3, 2]
  return isOneColumn ? [0, 2, 1, 3] : [0, 1, 2, 3]
}

const ends = (shape: readonly number[], turns: boolean): readonly [number, number] => {
  const [rows, columns] = [shape.at(-2) ?? 1, shape.at(-1) ?? 1]
  return turns ? [columns, rows] : [rows, columns]
}
