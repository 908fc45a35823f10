// Random numbers made on the device against those made in JavaScript. Built for tests only.
import * as tf from '@tensorflow/tfjs-core'
import { drawTensor } from '../../src/engine/math/device-draws.ts'
import { normals, uniforms } from '../../src/engine/random/draws.ts'
import { randomStream } from '../../src/engine/random/random-stream.ts'
import { start } from './start.ts'

export interface DrawComparison {
  readonly drawn: number
  /** Uniforms that are not the same number. */
  readonly unequal: number
  /** Largest difference of two normals. */
  readonly normalGap: number
}

const streams = [
  randomStream(0, 'a', 0),
  randomStream(7, 'encoder/sampler', 17),
  randomStream(2 ** 32 - 1, 'é', 2 ** 32 - 1),
]
const shapes = [[1], [7], [64, 33], [50_001]]

/** @throws Error when WebGPU does not start. */
export async function compareDraws(): Promise<DrawComparison> {
  await start('webgpu')
  let drawn = 0
  let unequal = 0
  let normalGap = 0
  for (const stream of streams) {
    for (const shape of shapes) {
      const size = tf.util.sizeFromShape(shape)
      const [flat, bell] = [drawTensor('uniform', stream, shape), drawTensor('normal', stream, shape)]
      const [flatRead, bellRead] = [await flat.data(), await bell.data()]
      tf.dispose([flat, bell])
      const [flatTruth, bellTruth] = [uniforms(stream, size), normals(stream, size)]
      drawn += flatRead.length
      for (let i = 0; i < size; i++) {
        if (flatRead[i] !== flatTruth[i]) unequal++
        normalGap = Math.max(normalGap, Math.abs((bellRead[i] ?? Number.POSITIVE_INFINITY) - bellTruth[i]!))
      }
    }
  }
  return { drawn, unequal, normalGap }
}
