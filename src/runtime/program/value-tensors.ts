import type * as tf from '@tensorflow/tfjs-core'
import type { Distribution, ObjectiveValue } from '../../engine/index.ts'
import type { Value } from '../op-of.ts'

/** The tensors that stand in a value, each with a name; a tensor's own name is empty. */
export function tensorsIn(value: Value): readonly (readonly [name: string, tensor: tf.Tensor])[] {
  if (typeof value !== 'object') return []
  if ('family' in value) return 'parameters' in value ? Object.entries(value.parameters) : []
  if ('loss' in value) return [['loss', value.loss], ...Object.entries(value.terms)]
  if ('logDet' in value) {
    return [
      ['value', value.value],
      ['logDet', value.logDet],
    ]
  }
  return [['', value]]
}

/** @throws Error naming `what` when it is not an objective. */
export function asObjective(value: Value | undefined, what: string): ObjectiveValue {
  if (typeof value === 'object' && 'loss' in value) return value
  throw new Error(`${what} gave no objective.`)
}

/** @throws Error naming `what` when it is not a tensor. */
export function asTensor(value: Value | undefined, what: string): tf.Tensor {
  if (typeof value === 'object' && 'dataId' in value) return value
  throw new Error(`${what} gave no tensor.`)
}

/** @throws Error naming `what` when it is not a distribution. */
export function asDistribution(value: Value | undefined, what: string): Distribution {
  if (typeof value === 'object' && 'family' in value) return value
  throw new Error(`${what} gave no distribution.`)
}
