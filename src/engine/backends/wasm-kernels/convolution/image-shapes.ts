// Shapes of NHWC images and of filters as the tuples that TF.js's convolution arithmetic expects.
import type { TensorInfo } from '@tensorflow/tfjs-core'

export function imageShape({ shape }: TensorInfo): [number, number, number, number] {
  const [first = 0, second = 0, third = 0, fourth = 0] = shape
  if (shape.length !== 4) throw new Error(`convolution: expected four axes, received the shape [${shape}].`)
  return [first, second, third, fourth]
}

export function requireChannelsLast(operation: string, dataFormat: 'NHWC' | 'NCHW'): void {
  if (dataFormat !== 'NHWC') throw new Error(`${operation}: WASM takes NHWC images only, received ${dataFormat}.`)
}
