// Writes down what a function of TF.js calls would do on the WebGPU backend. Nothing is computed meanwhile and no device
// memory is taken: kernels choose their shaders, which are compiled when somebody asks for them, and every dispatch ends in
// the list. So the function must not look at numbers, and its tensors hold none.
import * as tf from '@tensorflow/tfjs-core'
import { deferPipelines, isDeferred } from './deferred-pipelines.ts'
import { filledTensor } from './filled-tensors.ts'
import { recordedKernels } from './kernel-records.ts'
import type { StoredTensor, WebGpuBackend } from './tfjs-internals.ts'
import type { Binding, Dispatch, KernelRecord, StoredType, TensorRef, TensorRole } from './trace.ts'
import { uniformBlock } from './uniform-block.ts'

/** Why a step cannot be recorded, in one sentence. */
class TraceError extends Error {
  override readonly name = 'TraceError'
}

export interface Tracer {
  /** Numbers that no kernel of TF.js knows of. */
  reference(shape: readonly number[], role: TensorRole, dtype?: StoredType): TensorRef
  constant(values: Float32Array | Int32Array): TensorRef
  /** A tensor for the function to use, without numbers. */
  tensorOf(ref: TensorRef): tf.Tensor
  refOf(tensor: Pick<tf.TensorInfo, 'dataId' | 'shape'>): TensorRef
  /** Adds work that is not TF.js's. */
  emit(record: KernelRecord): void
}

export interface Trace<Result> {
  readonly result: Result
  readonly records: readonly KernelRecord[]
  /** Buffers of constants that were on the device before, by id; they stay until `release`. */
  readonly external: ReadonlyMap<number, GPUBuffer>
  release(): void
}

/**
 * @param known tensors that live on, such as weights, with their references.
 * @throws TraceError when the function does something that cannot be recorded; errors of the function as they are.
 */
export function trace<Result>(
  backend: WebGpuBackend,
  known: ReadonlyMap<object, TensorRef>,
  run: (tracer: Tracer) => Result,
): Trace<Result> {
  const records: KernelRecord[] = []
  const refs = new Map<object, TensorRef>(known)
  let nextId = Math.max(-1, ...[...known.values()].map(({ id }) => id)) + 1
  const external = new Map<number, GPUBuffer>()
  const held: object[] = []
  const placeholder = backend.device.createBuffer({ size: 4, usage: GPUBufferUsage.STORAGE })
  const touched: object[] = []
  let inKernel: Dispatch[] | undefined
  // Reading is asynchronous, so that its failure may not reach the function.
  let fault: TraceError | undefined

  const refOf: Tracer['refOf'] = ({ dataId, shape }) => {
    const ref = refs.get(dataId) ?? newRef(dataId)
    return ref.shape.join() === shape.join() ? ref : { ...ref, shape }
  }
  const newRef = (dataId: object): TensorRef => {
    const stored = backend.tensorMap.get(dataId)
    const { shape, values } = stored
    const dtype = storedType(stored)
    const id = nextId++
    if (!values && stored.resource != null && stored.resource !== placeholder) {
      external.set(id, bufferOf(stored))
      backend.incRef(dataId)
      held.push(dataId)
      return remember(dataId, { id, shape, dtype, role: 'constant' })
    }
    if (!values) return remember(dataId, { id, shape, dtype, role: 'temporary' })
    const copy = dtype === 'float32' ? Float32Array.from(values) : Int32Array.from(values)
    return remember(dataId, { id, shape, dtype, role: 'constant', values: copy })
  }
  const remember = (dataId: object, ref: TensorRef) => {
    refs.set(dataId, ref)
    return ref
  }
  const emit = (record: KernelRecord) => void records.push(record)

  const own: Pick<WebGpuBackend, 'runWebGPUProgram' | 'uploadToGPU' | 'read' | 'readSync'> = {
    uploadToGPU(dataId) {
      const stored = backend.tensorMap.get(dataId)
      if (stored.resource != null) return
      stored.resource = placeholder
      stored.external = true
      touched.push(dataId)
    },
    runWebGPUProgram(program, inputs, dtype, uniforms, output) {
      const result = stock.runWebGPUProgram.call(backend, program, inputs, dtype, uniforms, output)
      const { pipeline, dispatch } = program
      if (!pipeline) return result
      const block = uniformBlock(program, [...inputs, result], uniforms)
      const tensors = [result, ...inputs].map((one): Binding => ({ tensor: refOf(one) }))
      const [x, y, z] = dispatch
      const recorded: Dispatch = { pipeline, bindings: [...tensors, { uniform: block }], workgroups: [x, y, z] }
      if (!inKernel) throw new TraceError('A shader runs outside of any kernel.')
      inKernel.push(recorded)
      return result
    },
    read: (dataId) => Promise.resolve(own.readSync(dataId)),
    readSync(dataId) {
      const { values } = backend.tensorMap.get(dataId)
      if (!values || known.has(dataId)) {
        fault = new TraceError('The step reads numbers that it computes.')
        throw fault
      }
      return stock.readSync.call(backend, dataId)
    },
  }

  const { runWebGPUProgram, uploadToGPU, read, readSync } = backend
  const stock = { runWebGPUProgram, uploadToGPU, read, readSync }
  const restoreKernels = recordedKernels((kernel, inputs, attrs, call) => {
    if (inKernel) return call()
    inKernel = []
    try {
      const outputs = call()
      const dispatches = inKernel
      const [only] = outputs
      const filled = only && filledTensor(kernel, attrs, refOf(only))
      if (filled) remember(only.dataId, filled)
      else {
        const given = Object.entries(inputs).flatMap(([name, tensor]) =>
          tensor ? [[name, refOf(tensor)] as const] : [],
        )
        emit({ kernel, attrs, inputs: Object.fromEntries(given), outputs: outputs.map(refOf), dispatches })
      }
      return outputs
    } finally {
      inKernel = undefined
    }
  })
  const compileOnly = tf.env().getBool(compileFlag)
  Object.assign(backend, own)
  tf.env().set(compileFlag, true)
  const compileAgain = deferPipelines(backend.device)
  try {
    // With numbers that have not been uploaded TF.js computes at once, and what becomes of them would be recorded for good.
    for (const dataId of known.keys()) backend.uploadToGPU(dataId)
    const result = run({
      reference: (shape, role, dtype = 'float32') => ({ id: nextId++, shape, dtype, role }),
      constant(values) {
        const dtype = values instanceof Float32Array ? 'float32' : 'int32'
        return { id: nextId++, shape: [values.length], dtype, role: 'constant', values }
      },
      tensorOf(ref) {
        const info = backend.makeTensorInfo([...ref.shape], ref.dtype)
        backend.uploadToGPU(info.dataId)
        remember(info.dataId, ref)
        return tf.engine().makeTensorFromTensorInfo(info)
      },
      refOf,
      emit,
    })
    if (fault) throw fault
    const kept = touched.find((dataId) => backend.tensorMap.has(dataId) && !backend.tensorMap.get(dataId).values)
    if (kept) throw new TraceError('The step keeps a tensor that it computes.')
    const release = () => {
      for (const dataId of held.splice(0)) backend.disposeData(dataId)
    }
    return { result, records, external, release }
  } catch (error) {
    for (const dataId of held) backend.disposeData(dataId)
    throw error
  } finally {
    tf.env().set(compileFlag, compileOnly)
    compileAgain()
    Object.assign(backend, stock)
    forgetDeferred(backend)
    restoreKernels()
    forget(backend, touched)
    placeholder.destroy()
  }
}

const compileFlag = 'WEBGPU_ENGINE_COMPILE_ONLY'

/** TF.js would wait for them; a step that is done as it is written has its own compiled. */
function forgetDeferred({ pipelineCache }: WebGpuBackend): void {
  for (const [key, pipeline] of Object.entries(pipelineCache)) if (isDeferred(pipeline)) delete pipelineCache[key]
}

/** Tensors that outlive the recording are taken back from the device that they were never on. */
function forget(backend: WebGpuBackend, touched: readonly object[]): void {
  for (const dataId of touched) {
    if (!backend.tensorMap.has(dataId)) continue
    const stored = backend.tensorMap.get(dataId)
    stored.resource = null
    stored.external = false
  }
}

function storedType({ dtype }: StoredTensor): StoredType {
  if (dtype === 'float32' || dtype === 'int32' || dtype === 'bool') return dtype
  throw new TraceError(`The step uses numbers of type ${dtype}.`)
}

function bufferOf({ resource }: StoredTensor): GPUBuffer {
  if (resource instanceof GPUBuffer) return resource
  throw new TraceError('The step reads a texture.')
}
