// What a step receives from outside: its number, the optimisers' rates, which examples it sees. All of it lies in one
// small buffer that is written once before the step.

import type { BufferPart } from './tensor-views.ts'
import type { TensorRef } from './trace.ts'
import { elementCount, roundUp } from './uniform-block.ts'
import { partAlignment } from './variable-buffer.ts'

export interface StepInput {
  /** Of role input. */
  readonly ref: TensorRef
  /** @param step steps done before this one. */
  write(target: DataView, step: number): void
}

export interface StepInputs {
  readonly parts: ReadonlyMap<number, BufferPart>
  readonly bytes: number
  /** Uploads the inputs of a step. */
  write(step: number): void
  destroy(): void
}

export function createStepInputs(device: GPUDevice, inputs: readonly StepInput[]): StepInputs {
  let end = 0
  const placed = inputs.map((input) => {
    const offset = end
    const size = elementCount(input.ref.shape) * 4
    end += roundUp(size, partAlignment)
    return { input, offset, size }
  })
  const bytes = Math.max(end, partAlignment)
  const numbers = new ArrayBuffer(bytes)
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST
  const buffer = device.createBuffer({ size: bytes, usage })
  const writers = placed.map(({ input, offset, size }) => ({ input, view: new DataView(numbers, offset, size) }))
  return {
    parts: new Map(placed.map(({ input, offset, size }) => [input.ref.id, { buffer, offset, size }])),
    bytes,
    write(step) {
      for (const { input, view } of writers) input.write(view, step)
      device.queue.writeBuffer(buffer, 0, numbers)
    },
    destroy: () => buffer.destroy(),
  }
}
