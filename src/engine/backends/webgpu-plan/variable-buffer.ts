// Variables side by side in one buffer, so that one dispatch can update them all. They stay variables of TF.js, which any
// kernel may read; one that was given new numbers in the usual way, as a checkpoint does, is fetched back into the buffer.
import type { Variables } from '../../training/tensor-store.ts'
import { type BufferPart, partOf, viewOf } from './tensor-views.ts'
import { submitPending, type WebGpuBackend } from './tfjs-internals.ts'
import { roundUp } from './uniform-block.ts'

export interface VariableBuffer {
  readonly buffer: GPUBuffer
  /** By the variable's name. @throws Error when it is not one of them. */
  part(name: string): BufferPart
  /** Brings every variable that has left the buffer back, with its present numbers. @returns whether there were any. */
  gather(): boolean
  /** After the variables have been disposed of. */
  destroy(): void
}

/** Bytes: where a part of a buffer may begin, for every device. */
export const partAlignment = 256

/** @throws Error when they are too large for one buffer on this device. */
export function createVariableBuffer(backend: WebGpuBackend, variables: Variables): VariableBuffer {
  const { device } = backend
  const parts = new Map<string, BufferPart>()
  let end = 0
  const sizes = [...variables].map(([name, { size }]) => {
    const offset = end
    end += roundUp(size * 4, partAlignment)
    return { name, offset, size: size * 4 }
  })
  const limit = Math.min(device.limits.maxStorageBufferBindingSize, device.limits.maxBufferSize)
  if (end > limit)
    throw new Error(`The weights take ${end} bytes, of which the graphics device binds ${limit} at once.`)
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST
  const buffer = device.createBuffer({ size: Math.max(end, partAlignment), usage })
  for (const { name, offset, size } of sizes) parts.set(name, { buffer, offset, size })

  const part = (name: string): BufferPart => {
    const found = parts.get(name)
    if (!found) throw new Error(`${name} does not lie in this buffer.`)
    return found
  }

  return {
    buffer,
    part,
    gather() {
      const away = [...variables].filter(([, { dataId }]) => partOf(dataId)?.buffer !== buffer)
      if (away.length === 0) return false
      submitPending(backend)
      const encoder = device.createCommandEncoder()
      for (const [name, { dataId }] of away) {
        const { offset, size } = part(name)
        const { values, resource } = backend.tensorMap.get(dataId)
        if (values) device.queue.writeBuffer(buffer, offset, Float32Array.from(values))
        else if (resource instanceof GPUBuffer)
          encoder.copyBufferToBuffer(resource, partOf(dataId)?.offset ?? 0, buffer, offset, size)
      }
      device.queue.submit([encoder.finish()])
      for (const [name, variable] of away) {
        const view = viewOf(backend, part(name), variable.shape)
        variable.assign(view)
        view.dispose()
      }
      return true
    },
    destroy: () => buffer.destroy(),
  }
}
