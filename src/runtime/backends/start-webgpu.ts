import * as tf from '@tensorflow/tfjs-core'
import type { BackendEnvironment } from './environment.ts'
import { adapterDescription, type GpuAdapter, neededLimits, requestAdapter } from './gpu-adapter.ts'
import type { StartedBackend } from './started-backend.ts'
import { withTimeLimit } from './time-limit.ts'

/** Starts WebGPU on a device of its own, so that its loss can be seen. */
export async function startWebGpu(environment: BackendEnvironment): Promise<StartedBackend> {
  if (environment.gpu === null) throw new Error('there is no WebGPU here')
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu')
  const adapter = await withTimeLimit(requestAdapter(environment.gpu), environment.startLimit)
  const device = await withTimeLimit(adapter.requestDevice(deviceNeeds(adapter)), environment.startLimit)
  const backend = new WebGPUBackend(device, adapter.info)
  // Importing the package has registered a factory that knows nothing of this device.
  if (tf.findBackendFactory('webgpu') !== null) tf.removeBackend('webgpu')
  tf.registerBackend('webgpu', () => backend)
  await tf.setBackend('webgpu')
  await withTimeLimit(checkAnswer(), environment.startLimit)
  return {
    description: adapterDescription(adapter),
    threads: 1,
    simd: false,
    onLost(listener) {
      void device.lost.then(({ reason, message }) => listener(`The graphics device was lost (${reason}): ${message}`))
    },
  }
}

function deviceNeeds({ limits, features }: GpuAdapter): GPUDeviceDescriptor {
  return {
    requiredFeatures: features.has('timestamp-query') ? ['timestamp-query'] : [],
    requiredLimits: Object.fromEntries(neededLimits.map((limit) => [limit, limits[limit]])),
  }
}

/** A driver may take every command and compute nothing. The size is above what TF.js computes off the GPU. */
async function checkAnswer(): Promise<void> {
  const count = 4096
  const total = tf.tidy(() => tf.sum(tf.square(tf.fill([count], 3))))
  const [answer] = await total.data()
  total.dispose()
  if (answer !== count * 9) throw new Error(`the graphics device computed ${answer} where ${count * 9} is right`)
}
