// A step as fusion sees it: kernels that stay unchanged, and values between them that may be computed in any way.
import type { KernelRecord, TensorRef } from '../trace.ts'
import type { KernelReader } from './kernel-reader.ts'
import { movingReaders } from './moving-readers.ts'
import { pointwiseReaders } from './pointwise-readers.ts'
import { productReaders } from './product-readers.ts'
import { reductionReaders } from './reduction-readers.ts'
import { namesOfWork } from './same-work.ts'
import type { Value } from './value.ts'
import { createValueTable } from './value-table.ts'

/** A kernel that runs as recorded. */
export interface FixedKernel {
  readonly record: KernelRecord
  readonly position: number
  /** What it reads, by the id under which it does. */
  readonly reads: ReadonlyMap<number, Value>
  /** What it writes. */
  readonly writes: readonly Value[]
  /** Ids that were there before and now hold other numbers. */
  readonly overwrites: readonly number[]
}

export interface Step {
  readonly fixed: readonly FixedKernel[]
  /** What the recorded kernels called the values that they made. */
  readonly names: ReadonlyMap<Value, TensorRef>
  /** Read after the step, from outside. */
  readonly outputs: readonly Value[]
  /** What an id stands for after the last record. */
  readonly last: ReadonlyMap<number, Value>
  /** Above all ids of the trace. */
  readonly nextId: number
}

const readers: Readonly<Record<string, KernelReader>> = {
  ...pointwiseReaders,
  ...movingReaders,
  ...reductionReaders,
  ...productReaders,
}

export function readStep(records: readonly KernelRecord[]): Step {
  const table = createValueTable()
  const current = new Map<number, Value>()
  const names = new Map<Value, TensorRef>()
  const fixed: FixedKernel[] = []
  const nameOfWork = namesOfWork()
  const done = new Map<string, readonly Value[]>()
  const outputs = new Set<Value>()
  let highestId = 0

  const valueNow = (ref: TensorRef): Value => current.get(ref.id) ?? table.stored(ref, -1)

  for (const [position, record] of records.entries()) {
    const refs = [...Object.values(record.inputs), ...record.outputs]
    for (const { id } of refs) highestId = Math.max(highestId, id)
    if (isView(record)) continue
    const values = readers[record.kernel]?.({ record, position, table, valueOf: valueNow }) ?? null
    if (values) {
      for (const [i, output] of record.outputs.entries()) {
        let value = values[i]
        if (!value)
          throw new Error(`Fusion: ${record.kernel} has ${record.outputs.length} outputs, read ${values.length}.`)
        const isComputed = value.definition.kind !== 'stored' && value.definition.kind !== 'splat'
        // Somebody outside looks for it under this very id.
        if (output.role === 'output' && (names.has(value) || !isComputed)) value = table.copy(value, position)
        current.set(output.id, value)
        if (value.definition.kind !== 'stored' && !names.has(value)) names.set(value, output)
        if (output.role === 'output') outputs.add(value)
      }
      continue
    }
    const reads = new Map(Object.values(record.inputs).map((ref) => [ref.id, valueNow(ref)]))
    const overwrites = record.outputs.filter(({ role }) => role === 'parameter' || role === 'input').map(({ id }) => id)
    const work = nameOfWork(record, valueNow)
    const before = work === null ? undefined : done.get(work)
    const writes = before ?? record.outputs.map((ref) => table.stored(ref, position))
    for (const [i, { id }] of record.outputs.entries()) current.set(id, writes[i]!)
    if (before) continue
    if (work !== null) done.set(work, writes)
    fixed.push({ record, position, reads, writes, overwrites })
  }
  return { fixed, names, outputs: [...outputs], last: current, nextId: highestId + 1 }
}

/** TF.js reshapes and renames without copying: the same numbers, under the same id. */
function isView({ inputs, outputs, dispatches }: KernelRecord): boolean {
  if (dispatches.length > 0 || outputs.length === 0) return false
  const given = new Set(Object.values(inputs).map(({ id }) => id))
  return outputs.every(({ id, role }) => given.has(id) || role === 'constant')
}
