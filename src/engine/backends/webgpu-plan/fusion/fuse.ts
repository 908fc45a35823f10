// The fused step as records like any other, with the shaders given to the device to compile.
import type { KernelRecord, TensorRef } from '../trace.ts'
import { type FusedKernel, rewrite } from './rewrite.ts'

export interface FusedStep {
  /** In order of execution; those of fused kernels are called `Fused`. */
  readonly records: readonly KernelRecord[]
  /** Where the numbers lie, at the end of the step, that the given records left under an id. */
  now(ref: TensorRef): TensorRef
}

/** @throws Error when a record does not have the inputs or attributes of its kernel. */
export function fuse(records: readonly KernelRecord[], device: GPUDevice): FusedStep {
  const { maxStorageBuffersPerShaderStage: buffers, maxComputeWorkgroupsPerDimension: workgroups } = device.limits
  const { kernels, now } = rewrite(records, { buffers, workgroups })
  const pipelines = new Map<string, Promise<GPUComputePipeline>>()
  const pipelineFor = (code: string): Promise<GPUComputePipeline> => {
    const known = pipelines.get(code)
    if (known) return known
    const compute = { module: device.createShaderModule({ code }), entryPoint: 'main' }
    const pipeline = device.createComputePipelineAsync({ layout: 'auto', compute })
    pipelines.set(code, pipeline)
    return pipeline
  }
  return {
    records: kernels.map((kernel) => ('code' in kernel ? recordOf(kernel, pipelineFor(kernel.code)) : kernel)),
    now,
  }
}

const recordOf = ({ writes, reads, workgroups }: FusedKernel, pipeline: Promise<GPUComputePipeline>): KernelRecord => ({
  kernel: 'Fused',
  attrs: {},
  inputs: Object.fromEntries(reads.map((ref, i) => [String(i), ref])),
  outputs: writes,
  dispatches: [{ pipeline, bindings: [...writes, ...reads].map((tensor) => ({ tensor })), workgroups }],
})
