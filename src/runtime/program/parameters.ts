// Parameters of a Program as TF.js variables, which stay the same objects while their values change.
import * as tf from '@tensorflow/tfjs-core'
import type { ParameterSpec } from '../../compiler/program/program.ts'
import {
  disposeVariables,
  initialTensor,
  type NamedTensors,
  readVariables,
  type Variables,
  variableOf,
  writeVariables,
} from '../../engine/index.ts'

export interface Parameters {
  /** Weights and state. */
  readonly variables: Variables
  /** @throws Error when the Program has no such parameter. */
  get(name: string): tf.Variable
  save(): Promise<NamedTensors>
  /** Tensors of other names are left alone. @throws Error when one is missing or has another shape. */
  load(tensors: NamedTensors): void
  dispose(): void
}

/** Initialised as the specs say, from the seed and each parameter's name alone. */
export function createParameters(specs: readonly ParameterSpec[], seed: number): Parameters {
  const variables = new Map(
    specs.map((spec) => {
      const initial = tf.tensor(initialTensor(spec, seed), [...spec.shape])
      return [spec.name, variableOf(initial, spec.trainable)]
    }),
  )
  return {
    variables,
    get(name) {
      const variable = variables.get(name)
      if (!variable) throw new Error(`The Program has no parameter ${name}.`)
      return variable
    },
    save: () => readVariables(variables),
    load: (tensors) => writeVariables(variables, tensors),
    dispose: () => disposeVariables(variables),
  }
}
