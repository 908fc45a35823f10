// One training step, recorded: batches, phases with their repeats, updates, new state and kept losses, in the order in
// which src/runtime/training/trainer.ts does them.
import * as tf from '@tensorflow/tfjs-core'
import { createContext } from '../../math/context.ts'
import { scaledRate } from '../../math/learning-rate.ts'
import { copyShader, joined } from './copy-kernel.ts'
import { type BatchParts, deviceColumns, words } from './device-batches.ts'
import { type Gathering, gatheringOf, paddedLength } from './gathering.ts'
import { keepShader, type ReportedPhase, ringCapacity } from './loss-ring.ts'
import { optimiserShader, type Run, rateCount, ratesOf } from './optimiser-kernel.ts'
import type { PhaseSlots } from './phase-slots.ts'
import type { RecordedPhase, RecordedTraining } from './recorded-training.ts'
import type { TensorRef } from './trace.ts'
import type { VariableBuffer } from './variable-buffer.ts'

export interface StepParts<Batch> extends BatchParts {
  readonly training: RecordedTraining<Batch>
  /** Weights and state. */
  readonly parameters: VariableBuffer
  /** By the phase's name. */
  readonly slotsOf: ReadonlyMap<string, PhaseSlots>
  /** By parameter name. */
  readonly parameterRefs: ReadonlyMap<string, TensorRef>
  /** Where the losses of the step that is about to be done go. */
  ringRow(): number
}

export interface RecordedStep {
  readonly gatherings: readonly Gathering[]
  readonly reported: readonly ReportedPhase[]
  /** The ring of losses, which is made when their number is known. */
  readonly ring: TensorRef
  /** State that has the same value after every step: it is enough to write it after the first. */
  readonly settled: ReadonlyMap<string, Float32Array | Int32Array>
}

/** Calls every phase as a step does. */
export function recordStep<Batch>(parts: StepParts<Batch>): RecordedStep {
  const { training, tracer, addInput } = parts
  const { seed, batchesPerStep, phases } = training
  const gatherings: Gathering[] = []
  const gather = (refs: readonly TensorRef[]) => {
    const gathering = gatheringOf(refs, (shape) => tracer.reference(shape, 'temporary'))
    gatherings.push(gathering)
    return gathering
  }
  const settled = new Map<string, Float32Array | Int32Array>()
  // Otherwise another part of the first step may read it.
  const canSettle = phases.reduce((sum, { repeats }) => sum + repeats, 0) === 1
  const reported: (ReportedPhase & { readonly refs: readonly TensorRef[] })[] = []
  tf.tidy(() => {
    const draws = Array.from({ length: batchesPerStep }, (_, repeat) => {
      const counter = tracer.reference([1], 'input', 'int32')
      addInput({ ref: counter, write: words((step) => [step * batchesPerStep + repeat]) })
      const settings = { seed, step: repeat, training: true, counter: tracer.tensorOf(counter) }
      return { batch: training.batchOf(deviceColumns(parts, repeat)), contexts: createContext(settings) }
    })
    for (const phase of phases) {
      for (const [repeat, { batch, contexts }] of draws.slice(0, phase.repeats).entries()) {
        const { metrics, state, gradients } = phase.differentiate(batch, contexts)
        recordUpdate(parts, phase, repeat, gradients, gather)
        if (repeat === phase.repeats - 1) {
          const refs = Object.values(metrics).map(tracer.refOf)
          reported.push({ phase: phase.name, names: Object.keys(metrics), refs })
        }
        const values = Object.entries(state).flatMap(([name, value]) => movedState(parts, name, value))
        const constant = values.filter(({ ref }) => canSettle && ref.values)
        for (const { name, ref } of constant) if (ref.values) settled.set(name, ref.values)
        const others = values.filter((one) => !constant.includes(one))
        if (others.length > 0) recordState(parts, others, gather)
        tf.dispose([metrics, state])
      }
    }
  })
  const ring = recordLosses(
    parts,
    reported.flatMap(({ refs }) => refs),
  )
  return { gatherings, reported, ring, settled }
}

type Gather = (refs: readonly TensorRef[]) => Gathering

function recordUpdate<Batch>(
  { device, tracer, addInput, training, parameters, slotsOf, parameterRefs }: StepParts<Batch>,
  phase: RecordedPhase<Batch>,
  repeat: number,
  gradients: ReadonlyMap<string, tf.Tensor>,
  gather: Gather,
): void {
  const slots = slotsOf.get(phase.name)
  if (gradients.size === 0 || !slots) return
  const { region, members } = gather([...gradients.values()].map(tracer.refOf))
  const runs = [...gradients.keys()].map((name, index): Run => {
    const { ref, place } = members[index]!
    const length = paddedLength(ref.shape)
    return { parameter: parameters.part(name).offset / 4, slot: slots.place(name), gradient: place, length }
  })
  const rates = tracer.reference([rateCount], 'input')
  addInput({
    ref: rates,
    write(target, step) {
      const present = scaledRate(phase.optimiser, training.rateFactorAt(step))
      const values = ratesOf(present, step * phase.repeats + repeat + 1)
      for (const [index, value] of values.entries()) target.setFloat32(index * 4, value, true)
    },
  })
  const bindings = [whole(parameters), whole(slots), { tensor: region }, { tensor: rates }]
  tracer.emit({
    kernel: 'UpdateParameters',
    attrs: { ...phase.optimiser },
    inputs: { rates, ...Object.fromEntries(members.map(({ ref }, index) => [String(index), ref])) },
    outputs: [...gradients.keys()].flatMap((name) => parameterRefs.get(name) ?? []),
    dispatches: [{ ...optimiserShader(device, phase.optimiser.optimiser, joinRuns(runs), slots.length), bindings }],
  })
}

interface MovedState {
  readonly name: string
  readonly ref: TensorRef
}

/** None where it stays what it is. */
const movedState = <Batch>(
  { training, tracer }: StepParts<Batch>,
  name: string,
  value: tf.Tensor,
): readonly MovedState[] => (value === training.variables.get(name) ? [] : [{ name, ref: tracer.refOf(value) }])

function recordState(
  { device, tracer, parameters, parameterRefs }: Omit<StepParts<never>, 'training'>,
  moved: readonly MovedState[],
  gather: Gather,
): void {
  const { region, members } = gather(moved.map(({ ref }) => ref))
  const stretches = moved.map(({ name }, index) => {
    const { ref, place } = members[index]!
    return { source: 0, from: place, to: parameters.part(name).offset / 4, length: paddedLength(ref.shape) }
  })
  tracer.emit({
    kernel: 'MoveState',
    attrs: {},
    inputs: Object.fromEntries(members.map(({ ref }, index) => [String(index), ref])),
    outputs: moved.flatMap(({ name }) => parameterRefs.get(name) ?? []),
    dispatches: [{ ...copyShader(device, joined(stretches)), bindings: [whole(parameters), { tensor: region }] }],
  })
}

function recordLosses(
  { device, tracer, addInput, ringRow }: Omit<StepParts<never>, 'training'>,
  refs: readonly TensorRef[],
): TensorRef {
  const row = tracer.reference([1], 'input', 'int32')
  addInput({ ref: row, write: words(() => [ringRow()]) })
  const ring = tracer.reference([ringCapacity, refs.length], 'output')
  // Beside the ring.
  const most = device.limits.maxStorageBuffersPerShaderStage - 1
  const dispatches = Array.from({ length: Math.ceil(refs.length / most) }, (_, index) => {
    const kept = refs.slice(index * most, (index + 1) * most)
    const bindings = [ring, row, ...kept].map((tensor) => ({ tensor }))
    return { ...keepShader(device, refs.length, index * most, kept.length), bindings }
  })
  tracer.emit({
    kernel: 'KeepMetrics',
    attrs: {},
    inputs: { row, ...Object.fromEntries(refs.map((ref, index) => [String(index), ref])) },
    outputs: [ring],
    dispatches,
  })
  return ring
}

const whole = ({ buffer }: { readonly buffer: GPUBuffer }) => ({ buffer, offset: 0, size: buffer.size })

function joinRuns(runs: readonly Run[]): readonly Run[] {
  const result: Run[] = []
  for (const run of runs) {
    const last = result.at(-1)
    const goesOn =
      last &&
      last.parameter + last.length === run.parameter &&
      last.slot + last.length === run.slot &&
      last.gradient + last.length === run.gradient
    if (goesOn) result[result.length - 1] = { ...last, length: last.length + run.length }
    else result.push(run)
  }
  return result
}
