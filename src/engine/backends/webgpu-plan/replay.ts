// Training steps as replays of one recorded step: no tape, no tensors, no choice of shaders is left to JavaScript. What a
// step changes stays in the variables that the plain step uses, so that the two can take turns.
import type { CurvePoint } from '../../training/curve-point.ts'
import { createDeviceDatasets } from './device-datasets.ts'
import { fuse } from './fusion/fuse.ts'
import { createLossRing, type LossRing } from './loss-ring.ts'
import { createPhaseSlots } from './phase-slots.ts'
import { createPlan } from './plan.ts'
import type { RecordedTraining } from './recorded-training.ts'
import { createStepInputs, type StepInput } from './step-inputs.ts'
import { recordStep } from './step-trace.ts'
import { submitPending, type WebGpuBackend } from './tfjs-internals.ts'
import type { TensorRef } from './trace.ts'
import { trace } from './tracer.ts'
import { createVariableBuffer } from './variable-buffer.ts'

/** A recorded step, submitted again for each training step. */
export interface Replay {
  /** Of one step. */
  readonly dispatches: number
  /** Bytes that a step uploads, and that its temporaries and constants take on the device. */
  readonly uploaded: number
  readonly bytes: number
  /** Sends a step off. @param step steps done before it. */
  advance(step: number): void
  /** As the trainer's. */
  readMetrics(): Promise<readonly CurvePoint[]>
  /** Forgets the losses that have not been read. */
  clear(): void
  /** After the variables. */
  dispose(): void
}

/**
 * @param tell receives the number of kernels that are compiled and of all kernels.
 * @throws Error saying why these steps cannot be replayed. Nothing is changed then, and plain steps still work.
 */
export async function createReplay<Batch>(
  backend: WebGpuBackend,
  training: RecordedTraining<Batch>,
  tell: (done: number, total: number) => void,
): Promise<Replay> {
  const { device } = backend
  const { variables, phases, batchesPerStep } = training
  const free: (() => void)[] = []
  const freeLater = <Owner extends { destroy(): void }>(owner: Owner): Owner => {
    free.push(() => owner.destroy())
    return owner
  }
  const dispose = () => {
    for (const release of free.splice(0)) release()
  }
  try {
    const parameters = freeLater(createVariableBuffer(backend, variables))
    const trained = phases.filter((phase) => phase.trained.size > 0)
    const slotsOf = new Map(trained.map((phase) => [phase.name, freeLater(createPhaseSlots(backend, phase))]))
    const datasets = freeLater(createDeviceDatasets(device))
    const gather = () => [parameters, ...slotsOf.values()].map((buffer) => buffer.gather()).includes(true)

    const known = new Map<object, TensorRef>()
    const refs = [...variables].map(([name, { dataId, shape }], id) => {
      const ref: TensorRef = { id, shape, dtype: 'float32', role: 'parameter' }
      known.set(dataId, ref)
      return [name, ref] as const
    })
    const inputs: StepInput[] = []
    const addInput = (input: StepInput) => void inputs.push(input)
    let ring: LossRing | undefined
    const ringRow = () => ring?.row ?? 0
    const shared = { device, training, batchesPerStep, parameters, slotsOf, datasets, addInput, ringRow }
    const parameterRefs = new Map(refs)
    const recording = trace(backend, known, (tracer) => recordStep({ ...shared, tracer, parameterRefs }))
    const { gatherings, reported, ring: ringRef, settled } = recording.result
    const losses = freeLater(createLossRing(backend, reported))
    ring = losses
    free.push(recording.release)
    const stepInputs = freeLater(createStepInputs(device, inputs))
    const fixed = new Map([...stepInputs.parts, ...refs.map(([name, { id }]) => [id, parameters.part(name)] as const)])
    fixed.set(ringRef.id, { buffer: losses.buffer, offset: 0, size: losses.buffer.size })
    for (const [id, buffer] of recording.external) fixed.set(id, { buffer, offset: 0, size: buffer.size })
    const fused = fuse(recording.records, device)
    const wanted = gatherings.map(({ region, members }) => {
      return { region, members: members.map(({ ref, place }) => ({ ref: fused.now(ref), place })) }
    })
    const plan = freeLater(await createPlan(device, fused.records, wanted, fixed, tell))

    const settle = () => {
      for (const [name, values] of settled) {
        const { buffer, offset } = parameters.part(name)
        device.queue.writeBuffer(buffer, offset, Float32Array.from(values))
      }
    }

    return {
      dispatches: plan.dispatches,
      uploaded: stepInputs.bytes,
      bytes: plan.bytes,
      advance(step) {
        const isFirst = gather()
        submitPending(backend)
        stepInputs.write(step)
        plan.replay()
        if (isFirst) settle()
        losses.push(step + 1)
      },
      readMetrics: () => losses.read(),
      clear: () => losses.clear(),
      dispose,
    }
  } catch (error) {
    dispose()
    throw error
  } finally {
    await backend.checkCompileCompletionAsync()
  }
}
