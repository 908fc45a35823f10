// Kernels that give one number everywhere, whatever they are given. What they write is known before the step is run.
import type { KernelRecord, TensorRef } from './trace.ts'
import { elementCount } from './uniform-block.ts'

const numberOf: Readonly<Record<string, (attrs: KernelRecord['attrs']) => unknown>> = {
  ZerosLike: () => 0,
  OnesLike: () => 1,
  Fill: ({ value }) => value,
}

/** The output of a call as the constant that it is; null of all other kernels. */
export function filledTensor(kernel: string, attrs: KernelRecord['attrs'], output: TensorRef): TensorRef | null {
  const number = numberOf[kernel]?.(attrs)
  if (typeof number !== 'number') return null
  const size = elementCount(output.shape)
  const values = output.dtype === 'float32' ? new Float32Array(size) : new Int32Array(size)
  return { ...output, role: 'constant', values: values.fill(number) }
}
