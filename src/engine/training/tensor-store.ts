// Variables by name, read and written as plain arrays.
import * as tf from '@tensorflow/tfjs-core'
import type { NamedTensor } from '../formats/safetensors.ts'

/** Tensors outside of any backend, by name. */
export type NamedTensors = Readonly<Record<string, NamedTensor>>
/** Variables on the current backend, by name. */
export type Variables = ReadonlyMap<string, tf.Variable>

/**
 * Copies of all values, taken at the moment of the call: every reading is begun before the first is awaited, so what
 * happens to the variables afterwards does not reach the copies.
 */
export async function readVariables(variables: Variables): Promise<NamedTensors> {
  const readings = [...variables].map(async ([name, variable]): Promise<[string, NamedTensor]> => {
    const { shape } = variable
    // Backends may return the memory of the variable itself.
    return [name, { shape, values: Float32Array.from(await variable.data()) }]
  })
  return Object.fromEntries(await Promise.all(readings))
}

/**
 * Gives variables the values under their names; tensors of other names are left alone.
 * @throws Error naming the first variable for which there is no tensor, or one of another shape. Nothing is written then.
 */
export function writeVariables(variables: Variables, tensors: NamedTensors): void {
  const writes = [...variables].map(([name, variable]) => {
    const tensor = Object.hasOwn(tensors, name) ? tensors[name] : undefined
    if (!tensor) throw new Error(`There are no values for ${name}.`)
    if (tensor.shape.join() !== variable.shape.join())
      throw new Error(`${name} has shape [${variable.shape.join()}], but the values have [${tensor.shape.join()}].`)
    return { variable, tensor }
  })
  for (const { variable, tensor } of writes) {
    const values = tf.tensor(Float32Array.from(tensor.values), [...tensor.shape])
    variable.assign(values)
    values.dispose()
  }
}

/**
 * Variables take over new values by name. The values are disposed of, except for one that is its variable itself.
 * @throws Error naming a value that has no variable.
 */
export function takeOver(variables: Variables, values: Readonly<Record<string, tf.Tensor>>): void {
  for (const [name, value] of Object.entries(values)) {
    const variable = variables.get(name)
    if (!variable) throw new Error(`There is no variable ${name}.`)
    if (value === variable) continue
    variable.assign(value)
    value.dispose()
  }
}

/** Unnamed in TF.js, whose own names are global: two models may hold parameters of the same name. */
export function variableOf(initial: tf.Tensor, trainable: boolean): tf.Variable {
  const variable = tf.variable(initial, trainable)
  initial.dispose()
  return variable
}

/** Frees the variables. */
export function disposeVariables(variables: Variables): void {
  for (const variable of variables.values()) variable.dispose()
}
