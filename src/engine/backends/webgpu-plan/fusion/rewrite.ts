// Rewrites the record of a training step into fewer dispatches that compute the same: what is computed number by number,
// the sums over such numbers and all that only moves numbers is rewritten, in as few shaders as the order of the other
// kernels allows. Values are what is rewritten; the code that runs the record chooses their memory afterwards.
import type { Binding, Dispatch, KernelRecord, TensorRef } from '../trace.ts'
import { demandOf } from './demand.ts'
import { kernelText } from './kernel-text.ts'
import type { PackedDispatch } from './packing.ts'
import { scheduleOf } from './schedule.ts'
import { type FixedKernel, readStep } from './step.ts'
import { unitsOf } from './units.ts'
import type { Value } from './value.ts'

export interface RewriteLimits {
  /** Storage buffers that a shader may bind. */
  readonly buffers: number
  /** Of a dispatch, in one direction. */
  readonly workgroups: number
}

/** A dispatch that was written here. */
export interface FusedKernel {
  readonly code: string
  /** Bound in this order: what is written, then what is read. */
  readonly writes: readonly TensorRef[]
  readonly reads: readonly TensorRef[]
  readonly workgroups: readonly [x: number, y: number, z: number]
}

export interface RewrittenStep {
  /** In order of execution. A temporary whose numbers are not read from memory no longer occurs. */
  readonly kernels: readonly (KernelRecord | FusedKernel)[]
  /** Where the numbers lie, at the end of the step, that the given records left under an id. */
  now(ref: TensorRef): TensorRef
}

/** Parts of one dispatch; more would make shaders that are slow to compile. */
const mostJobs = 12

/** @throws Error when a record does not have the inputs or attributes of its kernel. */
export function rewrite(records: readonly KernelRecord[], limits: RewriteLimits): RewrittenStep {
  const step = readStep(records)
  const demand = demandOf(step, limits.buffers - 1)
  const stored = new Set(demand.stored)
  const stages = scheduleOf(unitsOf(step, demand), { buffers: limits.buffers, jobs: mostJobs })

  const refs = new Map<Value, TensorRef>()
  let nextId = step.nextId
  const makeRef = (value: Value): TensorRef => {
    const { definition, size, dtype } = value
    if (definition.kind === 'stored') return definition.ref
    if (definition.kind === 'splat') return constantRef(nextId++, value, definition.number)
    const role = step.outputs.includes(value) ? 'output' : 'temporary'
    return step.names.get(value) ?? { id: nextId++, shape: [size], dtype, role }
  }
  const refOf = (value: Value): TensorRef => {
    const ref = refs.get(value) ?? makeRef(value)
    refs.set(value, ref)
    return ref
  }
  const fusedKernel = (packed: PackedDispatch): FusedKernel => {
    const text = kernelText(packed, (value) => stored.has(value), limits.workgroups)
    return { ...text, reads: text.reads.map(refOf), writes: text.writes.map(refOf) }
  }

  return {
    kernels: stages.map((stage) => ('fixed' in stage ? rebound(stage.fixed, refOf) : fusedKernel(stage.packed))),
    now(ref) {
      const value = step.last.get(ref.id)
      return value ? { ...refOf(value), shape: ref.shape } : ref
    },
  }
}

/** The kernel unchanged, but reading the values where they are stored now. */
function rebound({ record, reads }: FixedKernel, refOf: (value: Value) => TensorRef): KernelRecord {
  const moved = (ref: TensorRef): TensorRef => {
    const value = reads.get(ref.id)
    if (!value || (value.definition.kind === 'splat' && ref.role === 'constant')) return ref
    const now = refOf(value)
    return now.id === ref.id ? ref : { ...now, shape: ref.shape }
  }
  const bound = (binding: Binding): Binding => ('tensor' in binding ? { tensor: moved(binding.tensor) } : binding)
  return {
    ...record,
    inputs: Object.fromEntries(Object.entries(record.inputs).map(([name, ref]) => [name, moved(ref)])),
    dispatches: record.dispatches.map(
      (dispatch): Dispatch => ({ ...dispatch, bindings: dispatch.bindings.map(bound) }),
    ),
  }
}

function constantRef(id: number, { size, dtype }: Value, number: number): TensorRef {
  const values = dtype === 'float32' ? new Float32Array(size) : new Int32Array(size)
  return { id, shape: [size], dtype, role: 'constant', values: values.fill(number) }
}
