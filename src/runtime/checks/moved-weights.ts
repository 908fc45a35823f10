// Weights moved away from where they start: many layers start as zeros, with which every transform is the identity and any
// fault in it goes unseen.
import * as tf from '@tensorflow/tfjs-core'
import type { ParameterSpec, ProcedureName } from '../../compiler/program/program.ts'
import { createContext, initialTensor } from '../../engine/index.ts'
import { normals } from '../../engine/random/draws.ts'
import { randomStream } from '../../engine/random/random-stream.ts'
import type { Value } from '../op-of.ts'
import type { DataFeed } from '../program/data-feed.ts'
import type { CallContexts } from '../program/interpreter.ts'
import type { Model } from '../program/model.ts'
import { firstExamples } from './examples.ts'

/** Initial weights with Gaussian noise on each trainable one, of a size that preserves the scale of a layer's outputs; then state
 * is updated once as in training, so that layers initialised by their first batch are consistent with these weights. Trained
 * weights are not a suitable starting point: noise would destroy their joint adaptation, and a deep flow would stretch its
 * examples until float32 cannot distinguish them.
 */
export function moveWeights(model: Model, feed: DataFeed, seed: number): void {
  for (const spec of model.program.parameters) {
    toStart(model, spec)
    if (spec.trainable) addNoise(model, spec, seed, 0, 1)
  }
  for (const { procedure } of model.program.phases) {
    const inputs = firstExamples(feed, model.procedure(procedure).procedure, settlingExamples)
    settleState(model, inputs, procedure, createContext({ seed, step: 0, training: true }))
    tf.dispose(inputs)
  }
}

/** As it is before training. */
export function toStart({ parameters, program }: Model, spec: ParameterSpec): void {
  const values = initialTensor(spec, program.training.seed)
  tf.tidy(() => parameters.get(spec.name).assign(tf.tensor(values, [...spec.shape])))
}

/** @param size of the noise, relative to the size that preserves the scale of a layer's outputs. */
export function addNoise({ parameters }: Model, spec: ParameterSpec, seed: number, draw: number, size: number): void {
  const variable = parameters.get(spec.name)
  const deviation = size * deviationOf(spec)
  tf.tidy(() => {
    const noise = normals(randomStream(seed, `moved/${spec.name}`, draw), variable.size).map((n) => deviation * n)
    variable.assign(tf.add(variable, tf.tensor(noise, variable.shape)))
  })
}

const settlingExamples = 128

/** Takes over the state that a procedure moves, as a training step would. */
export function settleState(
  model: Model,
  inputs: Readonly<Record<string, Value>>,
  procedure: ProcedureName,
  contexts: CallContexts,
): void {
  tf.tidy(() => {
    for (const [name, value] of Object.entries(model.procedure(procedure).run(inputs, contexts).state)) {
      const variable = model.parameters.get(name)
      if (value !== variable) variable.assign(value)
    }
  })
}

/** For a kernel, half of the initial scale for its number of inputs. */
function deviationOf({ shape }: ParameterSpec): number {
  if (shape.length < 2) return 0.2
  const inputs = shape.slice(0, -1).reduce((product, extent) => product * extent, 1)
  return 0.5 / Math.sqrt(Math.max(1, inputs))
}
