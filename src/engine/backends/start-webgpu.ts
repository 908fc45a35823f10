import * as tf from '@tensorflow/tfjs-core'
import type { BackendEnvironment } from './environment.ts'
import { adapterDescription, type GpuAdapter, neededLimits, requestAdapter } from './gpu-adapter.ts'
import type { StartedBackend } from './started-backend.ts'
import { withTimeLimit } from './time-limit.ts'
import { repairReversedCumsum } from './webgpu-kernels/reversed-cumsum.ts'
import { registerDeviceDraws } from './webgpu-kernels/threefry-draws.ts'

/** Starts WebGPU on its own device, so that the loss of the device can be observed. */
export async function startWebGpu(environment: BackendEnvironment): Promise<StartedBackend> {
  if (environment.gpu === null) throw new Error('there is no WebGPU here')
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu')
  const adapter = await withTimeLimit(requestAdapter(environment.gpu), environment.startLimit)
  const device = await withTimeLimit(adapter.requestDevice(deviceNeeds(adapter)), environment.startLimit)
  const backend = new WebGPUBackend(device, adapter.info)
  // Importing the package has registered a factory that does not know about this device.
  if (tf.findBackendFactory('webgpu') !== null) tf.removeBackend('webgpu')
  tf.registerBackend('webgpu', () => backend)
  repairReversedCumsum()
  registerDeviceDraws()
  await tf.setBackend('webgpu')
  await withTimeLimit(checkAnswer(), environment.startLimit)
  return {
    description: adapterDescription(adapter),
    threads: 1,
    simd: false,
    largestTensor: Math.min(device.limits.maxBufferSize, device.limits.maxStorageBufferBindingSize),
    onLost: lossOf(device),
  }
}

function deviceNeeds({ limits, features }: GpuAdapter): GPUDeviceDescriptor {
  return {
    requiredFeatures: features.has('timestamp-query') ? ['timestamp-query'] : [],
    requiredLimits: Object.fromEntries(neededLimits.map((limit) => [limit, limits[limit]])),
  }
}

/** After a refused command (an invalid shader, no memory left) tensors hold anything: as bad as a lost device. */
function lossOf(device: GPUDevice): StartedBackend['onLost'] {
  const listeners = new Set<(reason: string) => void>()
  let told: string | undefined
  const tell = (reason: string) => {
    if (told !== undefined) return
    told = reason
    for (const listener of listeners) listener(reason)
  }
  void device.lost.then(({ reason, message }) => tell(`The graphics device was lost (${reason}): ${message}`))
  device.addEventListener('uncapturederror', ({ error }) =>
    tell(`The graphics device refused a command: ${error.message}`),
  )
  return (listener) => {
    if (told !== undefined) listener(told)
    listeners.add(listener)
    return () => listeners.delete(listener)
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
