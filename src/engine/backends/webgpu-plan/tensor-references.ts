// Which reference stands for which of TF.js's tensors while a step is recorded.
import type * as tf from '@tensorflow/tfjs-core'
import type { StoredTensor, WebGpuBackend } from './tfjs-internals.ts'
import type { StoredType, TensorRef, TensorRole } from './trace.ts'
import { TraceError } from './trace-error.ts'

export interface TensorReferences {
  /** Numbers that no TF.js kernel knows about. */
  create(shape: readonly number[], role: TensorRole, dtype: StoredType): TensorRef
  constant(values: Float32Array | Int32Array): TensorRef
  /** Of a tensor, in the shape in which it is used. */
  of(tensor: Pick<tf.TensorInfo, 'dataId' | 'shape'>): TensorRef
  assign(dataId: object, ref: TensorRef): void
  /** Buffers of constants that were on the device before, by id; they stay until `release`. */
  readonly external: ReadonlyMap<number, GPUBuffer>
  release(): void
}

/**
 * @param known tensors that live on, such as weights, with their references.
 * @param placeholder the resource of tensors that are not computed.
 */
export function createTensorReferences(
  backend: Pick<WebGpuBackend, 'tensorMap' | 'incRef' | 'disposeData'>,
  known: ReadonlyMap<object, TensorRef>,
  placeholder: object,
): TensorReferences {
  const refs = new Map<object, TensorRef>(known)
  let nextId = Math.max(-1, ...[...known.values()].map(({ id }) => id)) + 1
  const external = new Map<number, GPUBuffer>()
  const held: object[] = []

  const assign = (dataId: object, ref: TensorRef) => {
    refs.set(dataId, ref)
    return ref
  }
  /** A tensor that has numbers, or lies on the device, is the same in every step. */
  const named = (dataId: object): TensorRef => {
    const stored = backend.tensorMap.get(dataId)
    const { shape, values } = stored
    const dtype = storedType(stored)
    const id = nextId++
    if (!values && stored.resource != null && stored.resource !== placeholder) {
      external.set(id, bufferOf(stored))
      backend.incRef(dataId)
      held.push(dataId)
      return assign(dataId, { id, shape, dtype, role: 'constant' })
    }
    if (!values) return assign(dataId, { id, shape, dtype, role: 'temporary' })
    const copy = dtype === 'float32' ? Float32Array.from(values) : Int32Array.from(values)
    return assign(dataId, { id, shape, dtype, role: 'constant', values: copy })
  }

  return {
    create: (shape, role, dtype) => ({ id: nextId++, shape, dtype, role }),
    constant(values) {
      const dtype = values instanceof Float32Array ? 'float32' : 'int32'
      return { id: nextId++, shape: [values.length], dtype, role: 'constant', values }
    },
    of({ dataId, shape }) {
      const ref = refs.get(dataId) ?? named(dataId)
      return ref.shape.join() === shape.join() ? ref : { ...ref, shape }
    },
    assign,
    external,
    release() {
      for (const dataId of held.splice(0)) backend.disposeData(dataId)
    },
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
