import * as tf from '@tensorflow/tfjs-core'
import { neverLost, type StartedBackend } from './started-backend.ts'

export async function startCpu(): Promise<StartedBackend> {
  await import('@tensorflow/tfjs-backend-cpu')
  await tf.setBackend('cpu')
  return { description: 'plain JavaScript', threads: 1, simd: false, onLost: neverLost }
}
