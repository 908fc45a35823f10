import * as tf from '@tensorflow/tfjs-core'
import {
  affine,
  type Described,
  maskedWeights,
  type OpContext,
  type StateUpdate,
  weightedSums,
} from '../../../src/engine/index.ts'

type Weights = { readonly [name in 'kernel' | 'bias' | 'inputDegrees' | 'outputDegrees' | 'turn']: tf.Tensor }

/**
 * y = x (kernel ⊙ mask) + bias, where the mask lets input i reach output o if degree(o) ≥ degree(i) (Germain et al. 2015,
 * eqs. 12 and 13; outputs have degrees one lower). x `[batch, in]`, or `[batch, masks, in]`; `data` is concatenated before it.
 * Degrees `[masks, in]` and `[masks, out]`. With several masks, y is `[batch, masks, out]`: in training the output of the current
 * mask, repeated along the axis; otherwise that of each mask.
 */
export function maskedDense(
  { x, data }: { x: tf.Tensor; data?: tf.Tensor | undefined },
  { kernel, bias, inputDegrees, outputDegrees, turn }: Weights,
  { training }: OpContext,
): { y: tf.Tensor; state?: StateUpdate } {
  const masks = inputDegrees.shape[0] ?? 1
  const product = (rows: tf.Tensor, inputRow: tf.Tensor, outputRow: tf.Tensor) => {
    return affine(rows, maskedWeights(kernel, inputRow, outputRow), bias)
  }
  const inputsOf = (mask: number): tf.Tensor => {
    const own = x.rank === 2 ? x : tf.squeeze(tf.slice(x, [0, mask, 0], [-1, 1, -1]), [1])
    return data ? tf.concat([data, own], 1) : own
  }
  const rowOf = (degrees: tf.Tensor, mask: number) => tf.slice(degrees, [mask, 0], [1, -1])

  if (masks === 1) {
    const y = product(inputsOf(0), inputDegrees, outputDegrees)
    return training ? { y, state: { turn: tf.zerosLike(turn) } } : { y }
  }
  if (!training) {
    const each = Array.from({ length: masks }, (_, mask) =>
      product(inputsOf(mask), rowOf(inputDegrees, mask), rowOf(outputDegrees, mask)),
    )
    return { y: tf.stack(each, 1) }
  }
  // Selected on the device: reading the index back would stall every step.
  const chosen = tf.cast(tf.equal(tf.range(0, masks), tf.floor(turn)), 'float32')
  const current = (degrees: tf.Tensor) => tf.matMul(tf.reshape(chosen, [1, -1]), degrees)
  const y = product(inputsOf(0), current(inputDegrees), current(outputDegrees))
  const next = tf.add(tf.floor(turn), 1)
  const isLast = tf.greaterEqual(next, masks)
  const state = { turn: tf.mul(next, tf.sub(1, tf.cast(isLast, 'float32'))) }
  return { y: tf.tile(tf.expandDims(y, 1), [1, masks, 1]), state }
}

/** One unit of one mask at a time, from the inputs whose degrees are not above its own. */
maskedDense.incremental = ({ inputs, weights }: Described) => {
  const { kernel, bias, inputDegrees, outputDegrees } = weights
  const [fanIn = 0, units = 0] = kernel!.shape
  // The data comes before x; x has a vector for each mask, but the data has one for all.
  const x = inputs.x!
  const data = inputs.data?.shape[0] ?? 0
  const own = fanIn - data
  const transposed = new Float32Array(fanIn * units)
  for (let i = 0; i < fanIn; i++)
    for (let o = 0; o < units; o++) transposed[o * fanIn + i] = kernel!.values[i * units + o]!
  return weightedSums(1, transposed, bias!.values, (place, see) => {
    const [mask, unit] = [Math.floor(place / units), place % units]
    const degree = outputDegrees!.values[place]!
    const isSeen = (i: number) => inputDegrees!.values[mask * fanIn + i]! <= degree
    const first = x.shape.length > 1 ? mask * own : 0
    for (let i = 0; i < fanIn; i++) {
      if (!isSeen(i)) continue
      const start = i
      const end = start < data ? data : fanIn
      while (i + 1 < end && isSeen(i + 1)) i++
      const row = unit * fanIn + start
      if (start < data) see('data', start, i + 1 - start, row)
      else see('x', first + start - data, i + 1 - start, row)
    }
  })
}
