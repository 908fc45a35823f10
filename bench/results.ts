// Everything that one run of the benchmark finds out; `--json` prints it.
import type { Sampling } from './contestants/messages.ts'
import type { BundleSizes } from './measure/bundle-sizes.ts'
import type { DeviceCalls } from './measure/device-calls.ts'
import type { StepTimings } from './measure/training-steps.ts'
import type { ModelName } from './models.ts'

export interface Machine {
  readonly date: string
  readonly processor: string
  readonly cores: number
  /** Processes waiting for a core, on the mean over the last minute, as the run begins and ends. */
  readonly load: readonly [begin: number, end: number]
  readonly node: string
  readonly tfjs: string
  readonly torch: string
}

export interface ModelResults {
  readonly model: ModelName
  readonly parameters: number
  readonly batchSize: number
  readonly wasm: StepTimings
  readonly cpu?: StepTimings
  readonly webgpu?: DeviceCalls
  /** Why there is none. */
  readonly noWebGpu?: string
}

export interface BenchmarkResults {
  readonly machine: Machine
  readonly models: readonly ModelResults[]
  readonly sampling?: Sampling
  readonly sizes?: BundleSizes
}
