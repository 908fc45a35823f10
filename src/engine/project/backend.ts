// Where tensors live and are computed.
import * as tf from '@tensorflow/tfjs-core'
import { nodeEnvironment } from '../backends/node-environment.ts'
import { startCpu } from '../backends/start-cpu.ts'
import { startWasm } from '../backends/start-wasm.ts'
import { startWebGpu } from '../backends/start-webgpu.ts'
import { stop } from './options.ts'

/** "webgpu" computes on a graphics card, "wasm" without one; "cpu" is plain JavaScript and slow. */
export const backends = ['wasm', 'webgpu', 'cpu'] as const

/** @throws Error saying why it does not start. */
export async function startBackend(name: (typeof backends)[number]): Promise<void> {
  // Suppresses the advice to install TensorFlow.js's native package, a different backend.
  tf.enableProdMode()
  const environment = await nodeEnvironment()
  if (name === 'wasm') await startWasm(environment)
  else if (name === 'cpu') await startCpu()
  else {
    if (!environment.gpu)
      throw new Error('WebGPU comes from the npm package webgpu, which README.md says how to install.')
    const { description, onLost } = await startWebGpu(environment)
    onLost(stop)
    console.log(`WebGPU: ${description}`)
  }
}
