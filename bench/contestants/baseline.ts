// Hand-written TF.js as a contestant: the process trains one baseline on one stock backend. Arguments: model, backend.

import * as tf from '@tensorflow/tfjs'
import { messageOf } from '../../src/engine/text/message-of.ts'
import '@tensorflow/tfjs-backend-wasm'
import { datasets } from '../../src/cli/datasets.ts'
import { parameterCount } from '../baselines/baseline.ts'
import type { Images } from '../baselines/batches.ts'
import { baselines } from '../baselines/index.ts'
import { isModelName, models } from '../models.ts'
import { nullDevice } from '../webgpu/null-device.ts'
import { type Contestant, say, serve } from './contestant.ts'
import { deviceCalls } from './device-calls.ts'
import { kernelTimes } from './kernel-times.ts'
import { laps } from './laps.ts'

const [name = '', backend = ''] = process.argv.slice(2)
if (!isModelName(name)) throw new Error(`There is no baseline "${name}".`)
const { side, batchSize } = models[name]

const lap = laps()
const device = backend === 'webgpu' ? await nullDevice() : undefined
// It registers itself only where there is WebGPU when it is loaded.
if (device) await import('@tensorflow/tfjs-backend-webgpu')
tf.enableProdMode()
if (!(await tf.setBackend(backend))) throw new Error(`The backend "${backend}" did not start.`)
lap('backend')
const images = await imagesOf(side)
lap('data')
const model = baselines[name](images, batchSize)
lap('model')
let last: readonly tf.Scalar[] = []
try {
  step()
  const losses = await lossesOf()
  lap('first step')
  const contestant: Contestant = {
    step,
    losses: lossesOf,
    more: {
      kernels: (steps) => kernelTimes(step, steps),
      ...(device && { calls: deviceCalls(device.counters, step) }),
    },
  }
  await serve(contestant, { parameters: parameterCount(model), version: tf.version.tfjs, startUp: lap.all, losses })
} catch (error) {
  say({ failure: messageOf(error) })
}

function step(): void {
  tf.dispose([...last])
  last = model.step()
}

async function lossesOf(): Promise<readonly number[]> {
  return Promise.all(last.map(async (loss) => (await loss.data())[0] ?? Number.NaN))
}

async function imagesOf(size: 0 | 14 | 28): Promise<Images> {
  if (size === 0) return { count: 0, side: 0, values: new Float32Array() }
  const { train } = await datasets.load(size === 28 ? 'digits' : `digits?size=${size}`)
  if (train.element !== 'byte') throw new Error('The digits are not bytes.')
  return { count: train.count, side: size, values: Float32Array.from(train.images, (value) => value / 255) }
}
