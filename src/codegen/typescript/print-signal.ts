// Signals as TypeScript types and as text in comments.
import type { CountSignal } from '../../compiler/program/program.ts'
import { describeSignal, type Signal } from '../../graph/signals.ts'

/** Types of values in a printed file. */
export type ValueType = 'Distribution' | 'FlowValue' | 'ObjectiveValue' | 'number' | 'tf.Tensor'

export function typeOf(signal: Signal | CountSignal): ValueType {
  switch (signal.signal) {
    case 'tensor':
      return 'tf.Tensor'
    case 'distribution':
      return 'Distribution'
    case 'flow':
      return 'FlowValue'
    case 'objective':
      return 'ObjectiveValue'
    case 'count':
      return 'number'
    default:
      return signal satisfies never
  }
}

/** Such as `[batch, 28, 28, 1]`. An extent that is NaN differs from call to call. */
export const batchShape = (shape: readonly number[]): string =>
  `[${['batch', ...shape.map((extent) => (Number.isNaN(extent) ? '…' : extent))].join(', ')}]`

export function describeValue(signal: Signal | CountSignal): string {
  switch (signal.signal) {
    case 'tensor':
      return batchShape(signal.shape)
    case 'flow':
      return `flow ${batchShape(signal.shape)}`
    case 'count':
      return ''
    case 'objective':
      return `(${signal.terms.join(', ')})`
    case 'distribution':
      return describeSignal(signal)
    default:
      return signal satisfies never
  }
}
