// What a reader of one kind of kernel is given: the record, and means to say what its outputs are in terms of its inputs.
import type { KernelRecord, TensorRef } from '../trace.ts'
import { broadcastMap, type IndexMap, identityMap } from './index-map.ts'
import { type Operand, sizeOf, type Value } from './value.ts'
import type { ValueTable } from './value-table.ts'

export interface Reading {
  readonly record: KernelRecord
  readonly position: number
  readonly table: ValueTable
  valueOf(ref: TensorRef): Value
}

/** Returns the record's outputs in order, or null where the kernel is to stay unchanged. */
export type KernelReader = (reading: Reading) => readonly Value[] | null

/** @throws Error when the record lacks the input. */
export function inputOf({ record }: Reading, name: string): TensorRef {
  const ref = record.inputs[name]
  if (!ref) throw new Error(`Fusion: ${record.kernel} has the inputs ${Object.keys(record.inputs)}, not "${name}".`)
  return ref
}

/** Of kernels that take a list: in its order. */
export const inputsInOrder = ({ record }: Reading): readonly TensorRef[] => Object.values(record.inputs)

/** @throws Error when the record has no output. */
export function outputOf({ record }: Reading): TensorRef {
  const [output] = record.outputs
  if (!output) throw new Error(`Fusion: ${record.kernel} has no output.`)
  return output
}

/** One number for each of the output's, by NumPy's broadcasting. */
export function broadcast(reading: Reading, ref: TensorRef, shape = ref.shape): Operand {
  return { value: reading.valueOf(ref), map: broadcastMap(shape, outputOf(reading).shape) }
}

export const splatOperand = (reading: Reading, number: number): Operand => {
  const size = sizeOf(outputOf(reading).shape)
  return { value: reading.table.splat(number, size, 'float32'), map: identityMap(size) }
}

export function pointwise(
  reading: Reading,
  op: string,
  operands: readonly Operand[],
  output = outputOf(reading),
): Value {
  return reading.table.pointwise(op, operands, sizeOf(output.shape), output.dtype, reading.position)
}

/** The numbers of one tensor in other places. */
export const moved = (reading: Reading, ref: TensorRef, map: IndexMap, output = outputOf(reading)): Value =>
  pointwise(reading, 'Copy', [{ value: reading.valueOf(ref), map }], output)

/** @throws Error when the attribute is missing or no number. */
export function numberAttr({ record }: Reading, name: string): number {
  const value = record.attrs[name]
  if (typeof value !== 'number')
    throw new Error(`Fusion: ${record.kernel} has no number "${name}", but ${String(value)}.`)
  return value
}

/** @throws Error when the attribute is not a list of numbers. */
export function numbersAttr({ record }: Reading, name: string): readonly number[] {
  const value = record.attrs[name]
  const numbers = typeof value === 'number' ? [value] : value
  if (!Array.isArray(numbers) || !numbers.every((one): one is number => typeof one === 'number')) {
    throw new Error(`Fusion: ${record.kernel} has no numbers "${name}", but ${JSON.stringify(value)}.`)
  }
  return numbers
}
