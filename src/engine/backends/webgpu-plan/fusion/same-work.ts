// Kernels that stay as they are and would compute what an earlier one of the step has computed: the batch of a generator that
// two phases of a game look at, for one. They need not run again.
import type { Binding, Dispatch, KernelRecord, TensorRef } from '../trace.ts'
import type { Value } from './value.ts'

/**
 * Names what a record computes: equal for equal shaders on equal values. Null where it writes what others see, or reads what
 * the step does not know.
 * @param valueNow an id that the record reads.
 */
export type NameOfWork = (record: KernelRecord, valueNow: (ref: TensorRef) => Value) => string | null

export function namesOfWork(): NameOfWork {
  const pipelines = new Map<Dispatch['pipeline'], number>()
  const numberOf = (pipeline: Dispatch['pipeline']): number => {
    const number = pipelines.get(pipeline) ?? pipelines.size
    pipelines.set(pipeline, number)
    return number
  }
  return ({ inputs, outputs, dispatches }, valueNow) => {
    if (dispatches.length === 0 || outputs.some(({ role }) => role !== 'temporary')) return null
    const reads = new Set(Object.values(inputs).map(({ id }) => id))
    // The outputs, and what a kernel of several dispatches makes on the way; what is bound first is written.
    const made = new Map(outputs.map(({ id }, place) => [id, place]))
    for (const { bindings } of dispatches) {
      const [first] = bindings
      if (first && 'tensor' in first && !made.has(first.tensor.id)) made.set(first.tensor.id, made.size)
    }
    const nameOf = (binding: Binding): string | null => {
      if ('buffer' in binding) return null
      if ('uniform' in binding) return `uniform ${new Uint32Array(binding.uniform).join()}`
      const { id, role } = binding.tensor
      const place = made.get(id)
      if (place !== undefined) return `made ${place}`
      return reads.has(id) || role === 'constant' ? `value ${valueNow(binding.tensor).id}` : null
    }
    const names = dispatches.map(({ pipeline, bindings, workgroups }) => {
      const bound = bindings.map(nameOf)
      return bound.includes(null) ? null : `${numberOf(pipeline)} ${workgroups.join()}: ${bound.join('; ')}`
    })
    if (names.includes(null)) return null
    return [...outputs.map(({ shape, dtype }) => `${dtype}[${shape.join()}]`), ...names].join('\n')
  }
}
