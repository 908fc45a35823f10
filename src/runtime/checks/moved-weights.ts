// Weights moved away from where they are: many layers start as zeros, with which every transform is the identity and any
// fault in it goes unseen.
import * as tf from '@tensorflow/tfjs-core'
import type { ParameterSpec } from '../../compiler/program.ts'
import { normals } from '../../math/random/draws.ts'
import { randomStream } from '../../math/random/random-stream.ts'
import type { Model } from '../program/model.ts'

/** Adds Gaussian noise to every trainable weight, of a size that leaves the outputs of a layer as large as they were. */
export function moveWeights(model: Model, seed: number): void {
  for (const spec of model.program.parameters.filter(({ trainable }) => trainable)) {
    const variable = model.parameters.get(spec.name)
    const deviation = deviationOf(spec)
    tf.tidy(() => {
      const noise = normals(randomStream(seed, `moved/${spec.name}`, 0), variable.size).map((n) => deviation * n)
      variable.assign(tf.add(variable, tf.tensor(noise, variable.shape)))
    })
  }
}

/** Of a kernel, half of what a layer with so many inputs starts with. */
function deviationOf({ shape }: ParameterSpec): number {
  if (shape.length < 2) return 0.2
  const inputs = shape.slice(0, -1).reduce((product, extent) => product * extent, 1)
  return 0.5 / Math.sqrt(Math.max(1, inputs))
}
