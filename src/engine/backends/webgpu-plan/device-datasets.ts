// Training splits that lie on the device, uploaded once.
import type { Dataset } from '../../data/dataset.ts'
import type { BufferPart } from './tensor-views.ts'
import { roundUp } from './uniform-block.ts'

export interface DeviceDatasets {
  /** The examples of the training split: bytes, four to a word, or floats. @throws Error when they are too many. */
  examples(dataset: Dataset): BufferPart
  /** The classes of the training split, as bytes. */
  labels(dataset: Dataset): BufferPart
  destroy(): void
}

export function createDeviceDatasets(device: GPUDevice): DeviceDatasets {
  const uploaded = new Map<Uint8Array | Float32Array, BufferPart>()
  const upload = (values: Uint8Array | Float32Array, what: string): BufferPart => {
    const known = uploaded.get(values)
    if (known) return known
    const size = roundUp(Math.max(values.byteLength, 4), 4)
    const limit = Math.min(device.limits.maxStorageBufferBindingSize, device.limits.maxBufferSize)
    if (size > limit)
      throw new Error(`${what} take ${size} bytes, of which the graphics device binds ${limit} at once.`)
    const buffer = device.createBuffer({ size, usage: GPUBufferUsage.STORAGE, mappedAtCreation: true })
    new Uint8Array(buffer.getMappedRange()).set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    buffer.unmap()
    const part = { buffer, offset: 0, size }
    uploaded.set(values, part)
    return part
  }
  return {
    examples: ({ train, title }) =>
      upload(train.element === 'byte' ? train.images : train.values, `The examples of ${title}`),
    labels: ({ train, title }) => upload(train.labels, `The classes of ${title}`),
    destroy() {
      for (const { buffer } of uploaded.values()) buffer.destroy()
      uploaded.clear()
    },
  }
}
