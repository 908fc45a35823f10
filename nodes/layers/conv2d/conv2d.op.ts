import type * as tf from '@tensorflow/tfjs-core'
import { convolve, type Described, windowSums } from '../../../src/engine/index.ts'

/**
 * Cross-correlation and bias. x `[batch, height, width, in]`, kernel `[size, size, in, filters]`, bias `[filters]`,
 * y `[batch, height', width', filters]`.
 */
export function conv2d(
  { x }: { x: tf.Tensor },
  { kernel, bias }: { kernel: tf.Tensor; bias: tf.Tensor },
  { strides, padding }: { readonly strides: number; readonly padding: 'same' | 'valid' },
): { y: tf.Tensor } {
  return { y: convolve(x, kernel, bias, strides, padding) }
}

/** A 1 × 1 window; larger ones look ahead. */
conv2d.incremental = ({ inputs, weights, params }: Described<{ readonly strides: number }>) => {
  const { kernel, bias } = weights
  if (params.strides !== 1 || kernel!.shape[0] !== 1) return undefined
  return windowSums({ image: inputs.x!.shape, size: [1, 1], start: [0, 0], lastRow: 1 }, kernel!.values, bias!.values)
}
