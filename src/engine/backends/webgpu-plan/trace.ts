// What one training step does on the device, written down: the kernels in order, what each reads and writes, and the
// dispatches it consists of. Nothing here holds memory: a tensor is a number that stands for some place, which is chosen
// after all rewriting of the list is done.
//
// Two references with one id are the same numbers, perhaps in two shapes (TF.js reshapes without copying).

import type { Pipeline } from './deferred-pipelines.ts'

/** Of the stored numbers, 4 bytes each. A tensor that TF.js calls bool or has cast to float may be stored as int32. */
export type StoredType = 'float32' | 'int32' | 'bool'

/**
 * temporary: made and used up within the step; constant: the same in every step; parameter: a weight, state or optimiser
 * slot, which lives on; input: written from outside before every step; output: read after the step from outside.
 */
export type TensorRole = 'temporary' | 'constant' | 'parameter' | 'input' | 'output'

export interface TensorRef {
  readonly id: number
  /** As seen in this use. */
  readonly shape: readonly number[]
  readonly dtype: StoredType
  readonly role: TensorRole
  /** Of a constant that the step itself made, such as the 0.5 of a formula: its numbers. */
  readonly values?: Float32Array | Int32Array
}

/**
 * What stands at one place of a bind group: a tensor, numbers that are the same in every step (as TF.js's uniforms, shapes
 * and strides, are), or a part of a buffer that is owned outside the trace.
 */
export type Binding =
  | { readonly tensor: TensorRef }
  | { readonly uniform: ArrayBuffer }
  | { readonly buffer: GPUBuffer; readonly offset: number; readonly size: number }

export interface Dispatch {
  /** In group 0, with a layout made from the shader. */
  readonly pipeline: Pipeline
  /** By binding number. */
  readonly bindings: readonly Binding[]
  readonly workgroups: readonly [x: number, y: number, z: number]
}

export interface KernelRecord {
  /** TF.js's name, such as `Multiply`, or the name of a kernel of our own. */
  readonly kernel: string
  readonly attrs: Readonly<Record<string, unknown>>
  readonly inputs: Readonly<Record<string, TensorRef>>
  /** In-place updates name here what they change, with the id that it had before. */
  readonly outputs: readonly TensorRef[]
  /** Empty where nothing is computed, as for Reshape. */
  readonly dispatches: readonly Dispatch[]
}
