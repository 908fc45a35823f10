// What a procedure runs on: each of its inputs bound to a value, as the Program says where it comes from.
import * as tf from '@tensorflow/tfjs-core'
import { type CountSignal, giverOf, type Procedure, type ProcedureInput } from '../../compiler/program/program.ts'
import { aSignal, type Shape, type Signal, sameShape } from '../../graph/signals.ts'
import type { Value } from '../op-of.ts'
import type { FedBatch } from './data-feed.ts'

export interface GivenInputs<V extends Value> {
  /** What the caller gives, by name of the input. It may stand in for columns of the data and for conditions too. */
  readonly values?: Readonly<Record<string, V>>
  /** A batch of the data, of training or of a split. */
  readonly data?: FedBatch
  /** Rows to generate with. */
  readonly conditions?: FedBatch
}

/**
 * Every input of the procedure. How many examples are asked for is the number of rows, and what a repetition carries
 * starts from zeros, unless the caller gives them. Tensors made here belong to the tidy around.
 * @throws Error naming the procedure and the input when a value is missing, or is not what the Program says it is.
 */
export function bindInputs<V extends Value = never>(
  procedure: Procedure,
  given: GivenInputs<V>,
): Record<string, V | tf.Tensor | number> {
  const bound: Record<string, V | tf.Tensor | number> = {}
  for (const input of procedure.inputs) {
    const value = given.values?.[input.name] ?? asked(procedure, input, given)
    if (value === undefined || !fits(input.signal, value)) throw new Error(complaint(procedure, input, value))
    bound[input.name] = value
  }
  return bound
}

/** The value from the provider of the input; undefined if it is missing. */
function asked(
  procedure: Procedure,
  input: ProcedureInput,
  { data, conditions }: Pick<GivenInputs<Value>, 'data' | 'conditions'>,
): tf.Tensor | number | undefined {
  const giver = giverOf(procedure, input)
  const count = (data ?? conditions)?.size
  switch (giver.by) {
    case 'data':
      return data?.column(giver.node, giver.column)
    case 'condition':
      return conditions?.column(giver.node, giver.column)
    case 'count':
      return count
    case 'repetition':
      return count === undefined || input.signal.signal !== 'tensor'
        ? undefined
        : tf.zeros([count, ...input.signal.shape])
    case 'caller':
      return undefined
    default:
      return giver satisfies never
  }
}

function fits(signal: Signal | CountSignal, value: Value): boolean {
  switch (signal.signal) {
    case 'count':
      return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
    case 'tensor':
      return typeof value === 'object' && 'dataId' in value && isBatchOf(signal.shape, value)
    case 'flow':
      return typeof value === 'object' && 'logDet' in value && isBatchOf(signal.shape, value.value)
    case 'distribution':
      return typeof value === 'object' && 'family' in value
    case 'objective':
      return typeof value === 'object' && 'loss' in value
    default:
      return signal satisfies never
  }
}

const isBatchOf = (shape: Shape, { shape: [batch, ...event] }: tf.Tensor): boolean =>
  batch !== undefined && sameShape(shape, event)

const complaint = (procedure: Procedure, input: ProcedureInput, value: Value | undefined): string =>
  `${procedure.name} needs the input ${input.name} ${sourceOf(procedure, input)}: expected ${expected(input.signal)}, received ${received(value)}.`

function sourceOf(procedure: Procedure, input: ProcedureInput): string {
  const giver = giverOf(procedure, input)
  switch (giver.by) {
    case 'data':
      return `from the data of ${giver.node}`
    case 'condition':
      return `as a condition from the data of ${giver.node}`
    case 'count':
    case 'repetition':
    case 'caller':
      return 'from the caller'
    default:
      return giver satisfies never
  }
}

function expected(signal: Signal | CountSignal): string {
  switch (signal.signal) {
    case 'count':
      return 'an integer from 0'
    case 'tensor':
    case 'flow':
      return `a ${signal.signal} of shape [${['batch', ...signal.shape].join(', ')}]`
    case 'distribution':
    case 'objective':
      return aSignal(signal.signal)
    default:
      return signal satisfies never
  }
}

function received(value: Value | undefined): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'number') return `the number ${value}`
  if ('family' in value) return aSignal('distribution')
  if ('loss' in value) return aSignal('objective')
  if ('logDet' in value) return `a flow of shape [${value.value.shape.join(', ')}]`
  return `a tensor of shape [${value.shape.join(', ')}]`
}
