// Pipelines that begin to compile on request. While a step is recorded TF.js wants one for every kernel, but
// after fusion only few of them are left.

/** Compiling may be in progress, or not have begun. */
export type Pipeline = GPUComputePipeline | Promise<GPUComputePipeline>

const starts = new WeakMap<Promise<GPUComputePipeline>, () => void>()

/** Has the pipeline compiled. @returns the same pipeline. */
export function askFor(pipeline: Pipeline): Pipeline {
  if (!(pipeline instanceof Promise)) return pipeline
  starts.get(pipeline)?.()
  starts.delete(pipeline)
  return pipeline
}

/** It has not been requested. */
export const isDeferred = (pipeline: Pipeline): boolean => pipeline instanceof Promise && starts.has(pipeline)

/** Until the returned function is called, the device compiles only requested pipelines. */
export function deferPipelines(device: GPUDevice): () => void {
  const { createShaderModule, createComputePipelineAsync } = device
  const descriptors = new WeakMap<GPUShaderModule, GPUShaderModuleDescriptor>()
  Object.assign(device, {
    createShaderModule(descriptor) {
      const module: GPUShaderModule = Object.create(GPUShaderModule.prototype)
      descriptors.set(module, descriptor)
      return module
    },
    createComputePipelineAsync(descriptor) {
      const deferred = descriptors.get(descriptor.compute.module)
      const { promise, begin } = whenBegun(() => {
        const module = deferred ? createShaderModule.call(device, deferred) : descriptor.compute.module
        return createComputePipelineAsync.call(device, { ...descriptor, compute: { ...descriptor.compute, module } })
      })
      starts.set(promise, begin)
      return promise
    },
  } satisfies Pick<GPUDevice, 'createShaderModule' | 'createComputePipelineAsync'>)
  return () => Object.assign(device, { createShaderModule, createComputePipelineAsync })
}

function whenBegun<T>(make: () => Promise<T>): { readonly promise: Promise<T>; readonly begin: () => void } {
  const waiting: { begin?: () => void } = {}
  const promise = new Promise<T>((resolve, reject) => {
    waiting.begin = () => void make().then(resolve, reject)
  })
  return { promise, begin: () => waiting.begin?.() }
}
