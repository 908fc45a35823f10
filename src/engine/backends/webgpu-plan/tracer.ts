// Writes down what a function of TF.js calls would do on the WebGPU backend. Nothing is computed meanwhile and no device
// memory is taken: kernels choose their shaders, which are compiled on request, and every dispatch ends in
// the list. So the function must not look at numbers, and its tensors hold none.
import * as tf from '@tensorflow/tfjs-core'
import { filledTensor } from './filled-tensors.ts'
import { idle } from './idle-backend.ts'
import { recordedKernels, type Watcher } from './kernel-records.ts'
import {
  type RecordedCall,
  type RecordingEvent,
  type RecordingState,
  recordingAtStart,
  reduceRecording,
} from './recording-state.ts'
import { createTensorReferences, type TensorReferences } from './tensor-references.ts'
import type { WebGpuBackend } from './tfjs-internals.ts'
import type { Dispatch, KernelRecord, StoredType, TensorRef, TensorRole } from './trace.ts'
import { TraceError } from './trace-error.ts'

export interface Tracer extends Pick<TensorReferences, 'constant'> {
  /** Numbers that no TF.js kernel knows about. */
  reference(shape: readonly number[], role: TensorRole, dtype?: StoredType): TensorRef
  /** A tensor for the function to use, without numbers. */
  tensorOf(ref: TensorRef): tf.Tensor
  refOf(tensor: Pick<tf.TensorInfo, 'dataId' | 'shape'>): TensorRef
  /** Adds work that is not TF.js's. */
  emit(record: KernelRecord): void
}

export interface Trace<Result> extends Pick<TensorReferences, 'external' | 'release'> {
  readonly result: Result
  readonly records: readonly KernelRecord[]
}

/**
 * @param known tensors that live on, such as weights, with their references.
 * @throws TraceError when the function does something that cannot be recorded; the function's own errors unchanged.
 */
export function trace<Result>(
  backend: WebGpuBackend,
  known: ReadonlyMap<object, TensorRef>,
  run: (tracer: Tracer) => Result,
): Trace<Result> {
  const placeholder = backend.device.createBuffer({ size: 4, usage: GPUBufferUsage.STORAGE })
  const references = createTensorReferences(backend, known, placeholder)
  const recording = createRecording()
  const idling = idle(backend, placeholder, {
    onDispatch({ pipeline, tensors, uniforms, workgroups }) {
      const bindings: Dispatch['bindings'] = [
        ...tensors.map((one) => ({ tensor: references.of(one) })),
        { uniform: uniforms },
      ]
      recording.send({ event: 'dispatched', dispatch: { pipeline, bindings, workgroups } })
    },
    onRead(dataId) {
      if (backend.tensorMap.get(dataId).values && !known.has(dataId)) return
      recording.send({ event: 'numbersRead' })
      recording.throwIfFailed()
    },
  })
  const restoreKernels = recordedKernels(kernelWatcher(recording, references))
  try {
    // With numbers that have not been uploaded TF.js computes at once, and what becomes of them would be recorded for good.
    for (const dataId of known.keys()) backend.uploadToGPU(dataId)
    const result = run(createTracer(backend, recording, references))
    recording.send({ event: 'stepEnded', keepsTensor: idling.keepsTensor() })
    const { external, release } = references
    return { result, records: recording.records(), external, release }
  } catch (error) {
    references.release()
    throw error
  } finally {
    restoreKernels()
    idling.resume()
    placeholder.destroy()
  }
}

interface Recording {
  send(event: RecordingEvent): void
  isBetweenKernels(): boolean
  /** @throws TraceError where the step cannot be recorded. */
  throwIfFailed(): void
  /** @throws TraceError where the step cannot be recorded. */
  records(): readonly KernelRecord[]
}

function createRecording(): Recording {
  let state: RecordingState = recordingAtStart
  return {
    send(event) {
      state = reduceRecording(state, event)
    },
    isBetweenKernels: () => state.doing === 'betweenKernels',
    throwIfFailed: () => void recordsOf(state),
    records: () => recordsOf(state),
  }
}

function recordsOf(state: RecordingState): readonly KernelRecord[] {
  if (state.doing === 'failed') throw new TraceError(state.reason)
  return state.records
}

const kernelWatcher =
  (recording: Recording, references: TensorReferences): Watcher =>
  (kernel, inputs, attrs, call) => {
    if (!recording.isBetweenKernels()) return call()
    recording.send({ event: 'kernelBegan' })
    let recorded: RecordedCall | undefined
    try {
      const outputs = call()
      const [only] = outputs
      const filled = only && filledTensor(kernel, attrs, references.of(only))
      if (filled) references.assign(only.dataId, filled)
      else recorded = { kernel, attrs, inputs: refsOf(inputs, references), outputs: outputs.map(references.of) }
      return outputs
    } finally {
      recording.send({ event: 'kernelEnded', call: recorded })
    }
  }

function refsOf(tensors: tf.NamedTensorInfoMap, references: TensorReferences): Record<string, TensorRef> {
  const given = Object.entries(tensors).flatMap(([name, tensor]) =>
    tensor ? [[name, references.of(tensor)] as const] : [],
  )
  return Object.fromEntries(given)
}

const createTracer = (backend: WebGpuBackend, recording: Recording, references: TensorReferences): Tracer => ({
  reference: (shape, role, dtype = 'float32') => references.create(shape, role, dtype),
  constant: references.constant,
  tensorOf(ref) {
    const info = backend.makeTensorInfo([...ref.shape], ref.dtype)
    backend.uploadToGPU(info.dataId)
    references.assign(info.dataId, ref)
    return tf.engine().makeTensorFromTensorInfo(info)
  },
  refOf: references.of,
  emit: (record) => recording.send({ event: 'emitted', record }),
})
