// What the benchmark and a contestant's process say to each other: one JSON value a line, a reply for each request.
// A contestant in Python speaks the same.
import type { GpuCounts } from '../webgpu/counters.ts'

/** The first words of a process that can train. */
export interface Ready {
  /** Trainable numbers, without those that a mask always hides and the template does not hold. */
  readonly parameters: number
  /** Of the library, for the table's foot. */
  readonly version: string
  /** Milliseconds by what took them; the last is `first step`. */
  readonly startUp: Readonly<Record<string, number>>
  /** Of the first step. */
  readonly losses: readonly number[]
  /** Why steps are slower than they could be. */
  readonly remark?: string
}

export type Request =
  /** Steps until the time is up, at least one and at most `most`. */
  | { readonly ask: 'steps'; readonly milliseconds: number; readonly most: number }
  | { readonly ask: 'memory'; readonly steps: number }
  | { readonly ask: 'kernels'; readonly steps: number }
  /** Of a contestant on WebGPU: what it asks of the device. */
  | { readonly ask: 'calls'; readonly steps: number }
  | { readonly ask: 'interpreter'; readonly steps: number }
  | { readonly ask: 'sampling'; readonly count: number; readonly mostPasses: number }

export interface Steps {
  /** Milliseconds of each step. */
  readonly times: readonly number[]
  /** Milliseconds of a processor for each step, on the mean, whatever else the machine did meanwhile. */
  readonly processor: number
  /** Of the last step, in the order in which the phases run. */
  readonly losses: readonly number[]
}

/** Growth over the steps. */
export interface Growth {
  readonly steps: number
  readonly tensors: number
  readonly bytes: number
  /** Of JavaScript's heap after collection, in bytes. */
  readonly heap: number
}

export interface KernelTime {
  /** With the shapes of its inputs. */
  readonly kernel: string
  readonly calls: number
  /** Milliseconds a step, without those of kernels that it calls. */
  readonly milliseconds: number
}

export interface KernelTimes {
  /** Milliseconds a step. */
  readonly step: number
  readonly kernels: readonly KernelTime[]
}

/** Milliseconds a step. */
export interface InterpreterTime {
  readonly step: number
  /** In the interpreter, without the ops that it calls. */
  readonly interpreter: number
}

/** What a step asks of WebGPU. */
export interface Calls {
  /** Of one step, on the mean. */
  readonly counts: GpuCounts
  /** Milliseconds of JavaScript for each step. */
  readonly times: readonly number[]
}

/** Milliseconds for all samples together. */
export interface Sampling {
  readonly milliseconds: number
  /** The same by one full pass for each element; extrapolated where fewer passes were run than wanted. */
  readonly fullPasses: number
  readonly passes: number
  readonly wanted: number
  /** Elements in which the two differ, where all passes were run. */
  readonly different?: number
}

export interface Replies {
  readonly steps: Steps
  readonly memory: Growth
  readonly kernels: KernelTimes
  readonly calls: Calls
  readonly interpreter: InterpreterTime
  readonly sampling: Sampling
}

/** In place of a reply: why there is none. */
export interface Failure {
  readonly failure: string
}
