// Draws as tensors: made by the backend itself where it has kernels for them, otherwise in JavaScript and copied over.
import * as tf from '@tensorflow/tfjs-core'
import { normals, uniforms } from '../random/draws.ts'
import type { RandomStream } from '../random/random-stream.ts'

export type DeviceDraw = 'normal' | 'uniform'

/**
 * The names of the kernels. Input `counter`: one integer, the stream's step; attributes `key0`, `key1` and `shape`.
 * Numbers as in draws.ts: uniforms exactly, normals up to rounding.
 */
export const deviceDraws: Readonly<Record<DeviceDraw, string>> = {
  normal: 'ThreefryNormal',
  uniform: 'ThreefryUniform',
}

const inJavaScript = { normal: normals, uniform: uniforms } as const

/** @param counter holds the stream's step; for draws that are to be made again at a step that is not known yet. */
export function drawTensor(
  draw: DeviceDraw,
  { key0, key1, step }: RandomStream,
  shape: readonly number[],
  counter?: tf.Tensor,
): tf.Tensor {
  const size = tf.util.sizeFromShape([...shape])
  if (size === 0 || !tf.getKernel(deviceDraws[draw], tf.getBackend()))
    return tf.tensor(inJavaScript[draw]({ key0, key1, step }, size), [...shape], 'float32')
  return tf.tidy(() => {
    const inputs = { counter: counter ?? tf.tensor1d([step | 0], 'int32') }
    const drawn = tf.engine().runKernel(deviceDraws[draw], inputs, { key0, key1, shape: [...shape] })
    if (Array.isArray(drawn)) throw new Error(`The kernel ${deviceDraws[draw]} gave several tensors, expected one.`)
    return drawn
  })
}
