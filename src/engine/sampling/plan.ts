// Asks every op of a sampling line how it is evaluated in blocks, and numbers all blocks of all values.
import {
  type Described,
  type Drawing,
  type Evaluation,
  type HostTensor,
  type IncrementalRule,
  sizeOf,
} from '../math/incremental/rule.ts'
import type { SamplingLine, SamplingStep } from './sampling-line.ts'

/** A tensor of the line: what is sampled, which has no evaluation, or the output of an op. */
export interface PlannedTensor {
  readonly shape: readonly number[]
  readonly size: number
  readonly block: number
  /** The number of its first block. */
  readonly firstBlock: number
  readonly evaluation?: Evaluation
  /** Places of the tensors that the op reads, by port. */
  readonly inputs: Readonly<Record<string, number>>
}

export interface SamplingPlan {
  /** What is sampled stands first. */
  readonly tensors: readonly PlannedTensor[]
  readonly blockCount: number
  readonly drawing: Drawing
  /** Places of the tensors that the drawing reads, by port. */
  readonly drawn: Readonly<Record<string, number>>
  /** Events that the drawing holds: of a mixture one for each component. */
  readonly choices: number
}

interface PlannedDrawing {
  readonly drawing: Drawing
  readonly inputs: Readonly<Record<string, number>>
}

/**
 * @param parameters by name.
 * @returns nothing where an op has no way of evaluating a few elements.
 * @throws Error when the line is inconsistent: an unknown value or parameter.
 */
export function planSampling(
  line: SamplingLine,
  parameters: Readonly<Record<string, HostTensor>>,
): SamplingPlan | undefined {
  const size = sizeOf(line.shape)
  const tensors: PlannedTensor[] = [{ shape: line.shape, size, block: 1, firstBlock: 0, inputs: {} }]
  const places = new Map([[line.observed, 0]])
  const drawings = new Map<string, PlannedDrawing>()
  let blockCount = size
  for (const step of line.steps) {
    const { op, output, shape } = step
    if (!op.incremental) return undefined
    const inputs = placesOf(step, places)
    const own = drawingsOf(step, drawings)
    const rule: IncrementalRule<never> = op.incremental
    const result = rule(describe(step, inputs, own, tensors, parameters) as Described<never>)
    if (!result) return undefined
    if ('draw' in result) {
      // A mixture is drawn from as its components are, from what these read.
      const [components] = Object.values(own)
      drawings.set(output, { drawing: result, inputs: components?.inputs ?? inputs })
      continue
    }
    const elements = sizeOf(shape)
    if (elements % result.block !== 0)
      throw new Error(`${output} has ${elements} elements, which cannot be divided into blocks of ${result.block}.`)
    places.set(output, tensors.length)
    tensors.push({ shape, size: elements, block: result.block, firstBlock: blockCount, evaluation: result, inputs })
    blockCount += elements / result.block
  }
  const end = drawings.get(line.likelihood)
  if (!end) return undefined
  const choices = end.drawing.isMixture ? end.drawing.size / size : 1
  return { tensors, blockCount, drawing: end.drawing, drawn: end.inputs, choices }
}

function placesOf({ inputs }: SamplingStep, places: ReadonlyMap<string, number>): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(inputs).flatMap(([port, value]) => {
      const place = places.get(value)
      return place === undefined ? [] : [[port, place] as const]
    }),
  )
}

function drawingsOf(
  { inputs }: SamplingStep,
  drawings: ReadonlyMap<string, PlannedDrawing>,
): Readonly<Record<string, PlannedDrawing>> {
  return Object.fromEntries(
    Object.entries(inputs).flatMap(([port, value]) => {
      const known = drawings.get(value)
      return known ? [[port, known] as const] : []
    }),
  )
}

function describe(
  step: SamplingStep,
  inputs: Readonly<Record<string, number>>,
  drawings: Readonly<Record<string, PlannedDrawing>>,
  tensors: readonly PlannedTensor[],
  parameters: Readonly<Record<string, HostTensor>>,
): Described {
  const missing = Object.keys(step.inputs).find((port) => !(port in inputs) && !(port in drawings))
  if (missing !== undefined)
    throw new Error(`${step.output} reads ${step.inputs[missing]}, which nothing before it gives.`)
  const weights = Object.entries(step.weights).map(([name, parameter]): [string, HostTensor] => {
    const tensor = parameters[parameter]
    if (!tensor) throw new Error(`${step.output} uses the parameter ${parameter}, which does not exist.`)
    return [name, tensor]
  })
  return {
    inputs: Object.fromEntries(Object.entries(inputs).map(([port, place]) => [port, tensors[place]!])),
    drawings: Object.fromEntries(Object.entries(drawings).map(([port, { drawing }]) => [port, drawing])),
    weights: Object.fromEntries(weights),
    params: step.params,
    shape: step.shape,
  }
}
