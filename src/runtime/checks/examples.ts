// Examples for checks, and readings of what procedures take.
import * as tf from '@tensorflow/tfjs-core'
import {
  columnOf,
  giverOf,
  type Procedure,
  type ProcedureInput,
  type Program,
  type ProgramValue,
} from '../../compiler/program/program.ts'
import type { FlowValue } from '../../engine/index.ts'
import type { Shape } from '../../graph/signals.ts'
import type { Value } from '../op-of.ts'
import { bindInputs } from '../program/bind-inputs.ts'
import type { DataFeed } from '../program/data-feed.ts'

/**
 * The first examples of the validation split for a procedure, without what its caller gives. The tensors belong to who
 * asks, or to the tidy around.
 */
export function firstExamples(
  feed: DataFeed,
  procedure: Procedure,
  count: number,
): Readonly<Record<string, tf.Tensor | number>> {
  for (const inputs of exampleBatches(feed, procedure, count)) return inputs
  throw new Error('The validation split has no examples to check with.')
}

/** The same for all examples of the split, in batches. */
export function* exampleBatches(
  feed: DataFeed,
  procedure: Procedure,
  size: number,
): Generator<Readonly<Record<string, tf.Tensor | number>>, void> {
  const { inputs } = procedure
  const fromData = { ...procedure, inputs: inputs.filter((input) => giverOf(procedure, input).by !== 'caller') }
  for (const batch of feed.evaluation('validation', procedure, size))
    yield tf.tidy(() => bindInputs(fromData, { data: batch }))
}

/** The one input that a density is a density of; `undefined` where it depends on something else, such as a label. */
export function exampleInput({ inputs }: Procedure): ProcedureInput | undefined {
  const [only, ...more] = inputs
  const isExample = only?.source.from === 'data' && only.source.column === 'example'
  return isExample && more.length === 0 ? only : undefined
}

export function shapeOf({ name, signal }: ProgramValue): Shape {
  if (signal.signal === 'tensor') return signal.shape
  throw new Error(`${name} is not a tensor.`)
}

/** How many values an element of the data can take; `undefined` for real numbers. */
export function levelsOf(program: Program, input: ProcedureInput): number | undefined {
  const column = columnOf(input.source)
  const range = program.data.find(({ node }) => node === column?.node)?.range
  if (range === 'binary') return 2
  return range === 'levels256' ? 256 : undefined
}

export const isFlowValue = (value: Value | undefined): value is FlowValue =>
  typeof value === 'object' && 'logDet' in value

export async function numbersOf(tensor: tf.Tensor): Promise<Float32Array> {
  try {
    return Float32Array.from(await tensor.data())
  } finally {
    tensor.dispose()
  }
}
