// Tensors that live in a part of a larger buffer. TF.js gives each tensor its own buffer and binds and reads the whole
// of it; here it receives the part. A view may be read by any kernel; what writes it binds its buffer itself.
import * as tf from '@tensorflow/tfjs-core'
import { submitPending, type WebGpuBackend } from './tfjs-internals.ts'

export interface BufferPart {
  readonly buffer: GPUBuffer
  /** Bytes; a multiple of 256, as bind groups demand. */
  readonly offset: number
  readonly size: number
}

const views = new WeakMap<object, BufferPart>()
const prepared = new WeakSet<WebGpuBackend>()

/** A tensor of the floats in the part, which it does not own. */
export function viewOf(backend: WebGpuBackend, part: BufferPart, shape: readonly number[]): tf.Tensor {
  teachViews(backend)
  const info = backend.makeTensorInfo([...shape], 'float32')
  const stored = backend.tensorMap.get(info.dataId)
  stored.resource = part.buffer
  stored.external = true
  views.set(info.dataId, part)
  return tf.engine().makeTensorFromTensorInfo(info)
}

export const partOf = (dataId: object): BufferPart | undefined => views.get(dataId)

function teachViews(backend: WebGpuBackend): void {
  if (prepared.has(backend)) return
  prepared.add(backend)
  const { tensorToBinding, read, readSync } = backend
  Object.assign(backend, {
    tensorToBinding(tensor) {
      return (tensor && views.get(tensor.dataId)) ?? tensorToBinding.call(backend, tensor)
    },
    read(dataId) {
      const part = views.get(dataId)
      return part && backend.tensorMap.has(dataId) ? readPart(backend, part) : read.call(backend, dataId)
    },
    readSync(dataId) {
      if (views.has(dataId)) throw new Error('Numbers on the graphics device cannot be read without waiting for them.')
      return readSync.call(backend, dataId)
    },
  } satisfies Pick<WebGpuBackend, 'tensorToBinding' | 'read' | 'readSync'>)
}

/** A copy of the floats as they are at the call. */
export async function readPart(backend: WebGpuBackend, { buffer, offset, size }: BufferPart): Promise<Float32Array> {
  submitPending(backend)
  const { device } = backend
  const staging = device.createBuffer({ size, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ })
  const encoder = device.createCommandEncoder()
  encoder.copyBufferToBuffer(buffer, offset, staging, 0, size)
  device.queue.submit([encoder.finish()])
  try {
    await staging.mapAsync(GPUMapMode.READ)
    return new Float32Array(staging.getMappedRange()).slice()
  } finally {
    staging.destroy()
  }
}
