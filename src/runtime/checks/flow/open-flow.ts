// The flow of a model with examples already on their way through it.
import * as tf from '@tensorflow/tfjs-core'
import { findProcedure } from '../../../compiler/program/program.ts'
import type { Value } from '../../op-of.ts'
import type { DataFeed } from '../../program/data-feed.ts'
import type { Model } from '../../program/model.ts'
import { firstExamples, isFlowValue } from '../examples.ts'
import { type RunningFlow, runFlow } from './run-flow.ts'

export interface OpenFlow {
  readonly running: RunningFlow
  /** Of the procedure `logProb`. */
  readonly inputs: Readonly<Record<string, tf.Tensor | number>>
  /** The flow's values by name, on the way of the examples. */
  readonly along: ReadonlyMap<string, Value>
  /** The examples where the flow starts to be continuous. */
  readonly start: tf.Tensor
}

/** Runs `use` on the flow; `undefined` where the model has none. */
export async function withFlow<T>(
  model: Model,
  feed: DataFeed,
  examples: number,
  seed: number,
  use: (flow: OpenFlow) => Promise<T>,
): Promise<T | undefined> {
  const procedure = findProcedure(model.program, 'logProb')
  if (!procedure) return undefined
  const inputs = firstExamples(feed, procedure, examples)
  const kept: tf.Tensor[] = []
  try {
    const running = runFlow(model, seed, inputs)
    if (!running) return undefined
    const along = new Map<string, Value>()
    tf.tidy(() => {
      for (const [name, value] of running.valuesFrom(inputs)) {
        along.set(
          name,
          isFlowValue(value) ? { value: keep(value.value), logDet: keep(value.logDet) } : keepValue(value),
        )
      }
    })
    const start = along.get(running.start.name)
    if (!isFlowValue(start)) throw new Error('The flow starts from no flow.')
    return await use({ running, inputs, along, start: start.value })
  } finally {
    tf.dispose([inputs, kept])
  }

  function keep(tensor: tf.Tensor): tf.Tensor {
    const copy = tf.keep(tf.clone(tensor))
    kept.push(copy)
    return copy
  }
  function keepValue(value: Value): Value {
    return typeof value === 'object' && 'dataId' in value ? keep(value) : value
  }
}
