// Rewrites the record of a training step into fewer dispatches that compute the same: what is computed number by number,
// the sums over such numbers and all that only moves numbers is compiled anew, in as few shaders as the order of the other
// kernels allows. Values are what is rewritten; which memory they lie in is chosen afterwards, by whoever runs the record.
import type { Binding, Dispatch, KernelRecord, TensorRef } from '../trace.ts'
import { demandOf } from './demand.ts'
import { kernelText } from './kernel-text.ts'
import type { PackedDispatch } from './packing.ts'
import { scheduleOf } from './schedule.ts'
import { type FixedKernel, readStep } from './step.ts'
import { unitsOf } from './units.ts'
import type { Value } from './value.ts'

export interface FusedStep {
  /** In order of execution. A temporary of which nobody reads the numbers from memory no longer occurs. */
  readonly records: readonly KernelRecord[]
  /** Where the numbers lie, at the end of the step, that the given records left under an id. */
  now(ref: TensorRef): TensorRef
}

/** Parts of one dispatch; more would make shaders that are slow to compile. */
const mostJobs = 12

/** @throws Error when a record does not have the inputs or attributes of its kernel. */
export function fuse(records: readonly KernelRecord[], device: GPUDevice): FusedStep {
  const { maxStorageBuffersPerShaderStage: buffers, maxComputeWorkgroupsPerDimension: mostWorkgroups } = device.limits
  const step = readStep(records)
  const demand = demandOf(step, buffers - 1)
  const stored = new Set(demand.stored)
  const stages = scheduleOf(unitsOf(step, demand), { buffers, jobs: mostJobs })

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

  const pipelines = new Map<string, Promise<GPUComputePipeline>>()
  const pipelineFor = (code: string): Promise<GPUComputePipeline> => {
    const module = () => device.createShaderModule({ code })
    const make = () =>
      device.createComputePipelineAsync({ layout: 'auto', compute: { module: module(), entryPoint: 'main' } })
    const pipeline = pipelines.get(code) ?? make()
    pipelines.set(code, pipeline)
    return pipeline
  }

  const fusedRecord = (packed: PackedDispatch): KernelRecord => {
    const { code, reads, writes, workgroups } = kernelText(packed, (value) => stored.has(value), mostWorkgroups)
    const bindings = [...writes, ...reads].map((value): Binding => ({ tensor: refOf(value) }))
    return {
      kernel: 'Fused',
      attrs: { code },
      inputs: Object.fromEntries(reads.map((value, i) => [`in${i}`, refOf(value)])),
      outputs: writes.map(refOf),
      dispatches: [{ pipeline: pipelineFor(code), bindings, workgroups }],
    }
  }

  return {
    records: stages.map((stage) => ('fixed' in stage ? rebound(stage.fixed, refOf) : fusedRecord(stage.packed))),
    now(ref) {
      const value = step.last.get(ref.id)
      return value ? { ...refOf(value), shape: ref.shape } : ref
    },
  }
}

/** The kernel as it was, reading the values where they are stored now. */
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
