// Draws from an autoregressive model, each activation of each example computed once. The random numbers are those of the
// procedure that sweeps over all elements at once, so the samples agree too, except for rounding in sums.

import { createWorkspace } from '../math/incremental/multiply-add.ts'
import type { HostTensor } from '../math/incremental/rule.ts'
import { normals, uniforms } from '../random/draws.ts'
import { randomStream } from '../random/random-stream.ts'
import { evaluationOrder } from './order.ts'
import { planSampling, type SamplingPlan } from './plan.ts'
import type { SamplingLine } from './sampling-line.ts'

export interface DrawSettings {
  readonly seed: number
  readonly count: number
  /** Awaited now and then, so that others get their turn. */
  readonly pause?: () => Promise<void>
}

const vectorRows = 4
const mostRows = 64
/** For what is kept of all examples that are drawn together. */
const mostNumbers = 12_000_000
/** Between pauses. */
const milliseconds = 30

/**
 * `[count, ...shape]`, row by row.
 * @param parameters by name.
 * @returns nothing where an op of the line must be evaluated all at once, or an element depends on itself.
 * @throws Error when the line is inconsistent.
 */
export async function drawIncrementally(
  line: SamplingLine,
  parameters: Readonly<Record<string, HostTensor>>,
  { seed, count, pause = () => Promise.resolve() }: DrawSettings,
): Promise<Float32Array | undefined> {
  const plan = planSampling(line, parameters)
  if (!plan) return undefined
  const { drawing, choices } = plan
  const numbers = drawing.numbers.map((kind, i) => {
    const stream = randomStream(seed, i === 0 ? line.stream : `${line.stream}#${i + 1}`, 0)
    return (kind === 'uniform' ? uniforms : normals)(stream, count * drawing.size)
  })
  const groups = rowsByChoice(
    drawing.isMixture ? choiceNumbers(line, seed, plan, count) : new Float32Array(count),
    choices,
  )
  const samples = new Float32Array(count * plan.tensors[0]!.size)
  for (const [choice, rows] of groups.entries()) {
    if (rows.length === 0) continue
    const order = evaluationOrder(plan, choice)
    if (!order) return undefined
    const sampler = createSampler(plan, order, choice, rows.length)
    for (let first = 0; first < rows.length; first += sampler.rows) {
      await sampler.run(rows.slice(first, first + sampler.rows), numbers, samples, pause)
    }
  }
  return samples
}

/** A mixture needs one more uniform number per example, after those of its components. */
const choiceNumbers = (
  { stream }: SamplingLine,
  seed: number,
  { drawing }: SamplingPlan,
  count: number,
): Float32Array => uniforms(randomStream(seed, `${stream}#${drawing.numbers.length + 1}`, 0), count)

function rowsByChoice(chosen: Float32Array, choices: number): readonly (readonly number[])[] {
  const groups = Array.from({ length: choices }, (): number[] => [])
  for (const [row, u] of chosen.entries()) groups[Math.floor(Math.fround(u * choices))]?.push(row)
  return groups
}

/** Draws examples that share a choice, `count` at a time. */
function createSampler(plan: SamplingPlan, order: Int32Array, choice: number, count: number) {
  const { tensors, drawing, drawn } = plan
  const size = tensors[0]!.size
  const elements = tensors.reduce((sum, tensor) => sum + tensor.size, 0)
  const affordable = Math.min(mostRows, Math.max(1, Math.floor(mostNumbers / elements)), count)
  const rows = Math.ceil(affordable / vectorRows) * vectorRows
  const constants = tensors.flatMap(({ evaluation }) => evaluation?.constants ?? [])
  const { arrays, multiplyAdd } = createWorkspace([
    ...tensors.map((tensor) => tensor.size * rows),
    ...constants.map(({ length }) => length),
  ])
  const values = arrays.slice(0, tensors.length)
  const placed = arrays.slice(tensors.length)
  for (const [i, constant] of constants.entries()) placed[i]!.set(constant)
  const named = (inputs: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(inputs).map(([port, place]) => [port, values[place]!]))
  const places = tensors.map(({ inputs, evaluation }, i) => ({
    rows,
    inputs: named(inputs),
    output: values[i]!,
    constants: placed.splice(0, evaluation?.constants.length ?? 0),
    multiplyAdd,
  }))
  const drawPlace = { rows, inputs: named(drawn) }
  const owner = new Int32Array(plan.blockCount)
  for (const [i, { firstBlock, block, size }] of tensors.entries()) owner.fill(i, firstBlock, firstBlock + size / block)

  const drawElement = (
    element: number,
    examples: readonly number[],
    numbers: readonly Float32Array[],
    to: Float32Array,
  ) => {
    const observed = values[0]!
    const given = numbers.map(() => 0)
    for (const [row, example] of examples.entries()) {
      const place = choice * size + element
      for (const [i, stream] of numbers.entries()) given[i] = stream[example * drawing.size + place]!
      const value = drawing.draw(place, row, drawPlace, given)
      observed[element * rows + row] = value
      to[example * size + element] = value
    }
  }

  return {
    rows,
    async run(
      examples: readonly number[],
      numbers: readonly Float32Array[],
      samples: Float32Array,
      pause: () => Promise<void>,
    ): Promise<void> {
      for (const array of values) array.fill(0)
      let start = performance.now()
      for (const id of order) {
        const tensor = tensors[owner[id]!]!
        if (tensor.evaluation) tensor.evaluation.evaluate(id - tensor.firstBlock, places[owner[id]!]!)
        else {
          drawElement(id, examples, numbers, samples)
          if (performance.now() - start < milliseconds) continue
          await pause()
          start = performance.now()
        }
      }
    },
  }
}
