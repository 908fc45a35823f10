// Which parameters of an autoregressive model change with which elements of x: found by moving elements, which must leave
// every bit unchanged, and by gradients. One relation for each component of a mixture, which may have a different order.
import * as tf from '@tensorflow/tfjs-core'
import type { Distribution } from '../../../engine/index.ts'
import { numbersOf } from '../examples.ts'

/** `reads[i * size + j]`: the distribution of element i changes with element j. */
export interface Relation {
  readonly size: number
  readonly reads: Uint8Array
}

/** The distribution of every element, given examples `[rows, ...]`. */
export type Conditionals = (x: tf.Tensor) => Distribution

/** Elements tried in one pass. */
const rowsPerPass = 64
const push = 1e3

/**
 * @param example `[1, ...]`.
 * @returns one relation for each component; one if the model is not a mixture.
 */
export async function dependenciesByMoving(conditionals: Conditionals, example: tf.Tensor): Promise<Relation[]> {
  const size = example.size
  const relations: Relation[] = []
  for (let first = 0; first < size; first += rowsPerPass) {
    const count = Math.min(rowsPerPass, size - first)
    // The same rows of the same batch, so that nothing but the element differs.
    const rest = await parametersOf(conditionals, example, count, () => tf.zeros([count, size]))
    const moved = await parametersOf(conditionals, example, count, () => tf.mul(push, chosenRows(first, count, size)))
    for (const [k, after] of moved.entries()) {
      const before = rest[k]
      if (!before) throw new Error('A model gave another number of parameters than before.')
      for (let row = 0; row < count; row++) {
        for (const [component, element] of changed(before, after, row)) {
          relations[component] ??= emptyRelation(size)
          relations[component].reads[element * size + first + row] = 1
        }
      }
    }
  }
  return filled(relations, size)
}

/** As by moving, for slopes: a parameter of element i with a slope that is not zero along element j reads it. */
export async function dependenciesByGradient(conditionals: Conditionals, example: tf.Tensor): Promise<Relation[]> {
  const size = example.size
  const relations: Relation[] = []
  const components = await numberOfComponents(conditionals, example)
  for (let component = 0; component < components; component++) {
    const relation = emptyRelation(size)
    const { reads } = relation
    relations.push(relation)
    for (let first = 0; first < size; first += rowsPerPass) {
      const count = Math.min(rowsPerPass, size - first)
      const slopes = tf.tidy(() => {
        const chosen = chosenRows(first, count, size)
        // With a part that reads nothing of x, so that there is a slope even where the model reads nothing.
        const pick = (x: tf.Tensor) =>
          readParameters(conditionals(x), size)
            .map((parameter) => tf.sum(tf.mul(weighted(parameter, component), chosen)))
            .reduce((sum, part) => tf.add(sum, part), tf.mul(0, tf.sum(x)))
        return tf.reshape(tf.grad(pick)(repeated(example, count)), [count, size])
      })
      const numbers = await numbersOf(slopes)
      for (let row = 0; row < count; row++)
        for (let j = 0; j < size; j++) if (numbers[row * size + j] !== 0) reads[(first + row) * size + j] = 1
    }
  }
  return relations

  function weighted({ tensor }: Parameter, component: number): tf.Tensor {
    const own = tf.squeeze(tf.slice(tensor, [0, component], [-1, 1]), [1])
    const numbers = own.shape.at(-1) ?? 1
    // Unequal weights: of a categorical's logits, equal ones could cancel.
    const weights = tf.tensor(Float32Array.from({ length: numbers }, (_, i) => 1 + Math.sin(7 * i + 1) / 2))
    return tf.sum(tf.mul(own, weights), -1)
  }
}

/** `[rows, components, size, numbers]`. */
interface Parameter {
  readonly tensor: tf.Tensor
}

/** @throws Error for a family whose elements have no separate parameters. */
function readParameters(p: Distribution, size: number): readonly Parameter[] {
  const inner = p.family === 'mixture' ? p.components : p
  if (!('parameters' in inner)) throw new Error(`The family ${inner.family} has no parameters that could read x.`)
  const components = p.family === 'mixture' ? undefined : 1
  return Object.values(inner.parameters).flatMap((tensor) => {
    const [rows = 1, second = 1] = tensor.shape
    const count = components ?? second
    const numbers = tensor.size / (rows * count * size)
    // What does not reach every element, such as one variance for all, reads nothing.
    return tensor.rank > 1 && Number.isInteger(numbers)
      ? [{ tensor: tf.reshape(tensor, [rows, count, size, numbers]) }]
      : []
  })
}

interface Read {
  readonly values: Int32Array
  readonly shape: readonly number[]
}

async function parametersOf(
  conditionals: Conditionals,
  example: tf.Tensor,
  rows: number,
  moves: () => tf.Tensor,
): Promise<Read[]> {
  const size = example.size
  const parameters = tf.tidy(() => {
    const x = repeated(example, rows)
    return readParameters(conditionals(tf.add(x, tf.reshape(moves(), x.shape))), size).map(({ tensor }) => tensor)
  })
  const reads: Read[] = []
  for (const tensor of parameters) {
    const { shape } = tensor
    reads.push({ shape, values: new Int32Array((await numbersOf(tensor)).buffer) })
  }
  return reads
}

/** Components and elements whose parameters are not bit for bit what they were. */
function* changed(before: Read, after: Read, row: number): Generator<readonly [component: number, element: number]> {
  const [, components = 1, size = 1, numbers = 1] = after.shape
  const start = row * components * size * numbers
  for (let i = 0; i < components * size; i++) {
    const from = start + i * numbers
    for (let k = from; k < from + numbers; k++) {
      if (before.values[k] === after.values[k]) continue
      yield [Math.floor(i / size), i % size]
      break
    }
  }
}

async function numberOfComponents(conditionals: Conditionals, example: tf.Tensor): Promise<number> {
  const [first] = await parametersOf(conditionals, example, 1, () => tf.zeros([1, example.size]))
  return first?.shape[1] ?? 1
}

const repeated = (example: tf.Tensor, rows: number): tf.Tensor =>
  tf.tile(example, [rows, ...example.shape.slice(1).map(() => 1)])

/** One element for each row: `[count, size]`, a one where it is. */
const chosenRows = (first: number, count: number, size: number): tf.Tensor =>
  tf.cast(tf.oneHot(tf.range(first, first + count, 1, 'int32'), size), 'float32')

const emptyRelation = (size: number): Relation => ({ size, reads: new Uint8Array(size * size) })

/** A component in which nothing was found has an empty relation. */
const filled = (relations: readonly (Relation | undefined)[], size: number): Relation[] =>
  Array.from({ length: Math.max(1, relations.length) }, (_, component) => relations[component] ?? emptyRelation(size))
