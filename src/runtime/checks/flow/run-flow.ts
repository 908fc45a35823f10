// Runs a flow and its transforms on chosen values, with the same noise in every row. Tensors belong to the tidy around.
import * as tf from '@tensorflow/tfjs-core'
import type { ProgramValue } from '../../../compiler/program/program.ts'
import type { FlowValue } from '../../../engine/index.ts'
import type { Value } from '../../op-of.ts'
import type { Model } from '../../program/model.ts'
import { alikeInEveryRow } from '../check-contexts.ts'
import { cut } from '../cut-procedure.ts'
import { isFlowValue } from '../examples.ts'
import { type Flow, namesOf, readFlow, type Transform } from './read-flow.ts'

export type Flows = Readonly<Record<string, FlowValue>>

/** The flow from where it is continuous on: behind the noise that makes numbers of levels real. */
export interface RunningFlow {
  readonly flow: Flow
  /** Whether noise comes before the continuous part, so that the data are levels. */
  readonly hasNoise: boolean
  readonly transforms: readonly RunningTransform[]
  /** From an example, to the values at all flow inputs and at the start of the continuous part. */
  valuesFrom(inputs: Readonly<Record<string, Value>>): ReadonlyMap<string, Value>
  readonly start: ProgramValue
  /** The continuous part: `[batch, ...]` to the ends, and back. */
  forwards(start: tf.Tensor): Flows
  backwards(latents: Readonly<Record<string, tf.Tensor>>): tf.Tensor
}

export interface RunningTransform {
  readonly transform: Transform
  readonly drawsNoise: boolean
  forwards(values: ReadonlyMap<string, Value>): Flows
  /** Back from what it gave, with whatever else it read. */
  backwards(given: Flows, values: ReadonlyMap<string, Value>): Flows
}

/** @param examples inputs of `logProb`, to see which transforms draw noise. */
export function runFlow(
  model: Model,
  seed: number,
  examples: Readonly<Record<string, Value>>,
): RunningFlow | undefined {
  const flow = readFlow(model.program)
  if (!flow) return undefined
  const sources = flow.transforms.flatMap(({ forwards }) => forwards.inputs)
  const all = Object.fromEntries([flow.start, ...sources, ...lastOutputs(flow)].map(({ name }) => [name, name]))
  const along = model.compile(cut(flow.density, [], all))
  const valuesFrom = (inputs: Readonly<Record<string, Value>>) =>
    new Map(Object.entries(along.run(inputs, alikeInEveryRow(seed)).outputs))
  const seen: RunningTransform[] = []
  tf.tidy(() => {
    const values = valuesFrom(examples)
    for (const transform of flow.transforms) seen.push(runTransform(model, seed, transform, values))
  })
  const noisy = seen.findLast(({ drawsNoise }) => drawsNoise)?.transform
  const start = (noisy && Object.values(noisy.gives)[0]) ?? flow.start
  const given = new Map(flow.inverse.inputs.map((input) => [input.name, input]))
  const takenBack = noisy && Object.values(noisy.takenBack)[0]
  const there = model.compile(cut(flow.density, [start], namesOf(flow.ends)))
  const back = model.compile(cut(flow.inverse, [], { x: takenBack ?? flow.inverse.outputs.mean ?? '' }))
  return {
    flow,
    hasNoise: noisy !== undefined,
    transforms: seen,
    valuesFrom,
    start,
    forwards: (x) => flowsIn(there.run({ [start.name]: flowAt(x) }, alikeInEveryRow(seed)).outputs),
    backwards(latents) {
      const inputs = Object.fromEntries(
        [...given.keys()].flatMap((name) => (latents[name] ? [[name, latents[name]]] : [])),
      )
      return tensorIn(back.run(inputs, alikeInEveryRow(seed)).outputs.x)
    },
  }
}

const lastOutputs = ({ transforms }: Flow): readonly ProgramValue[] =>
  transforms.flatMap(({ gives }) => Object.values(gives))

function runTransform(
  model: Model,
  seed: number,
  transform: Transform,
  values: ReadonlyMap<string, Value>,
): RunningTransform {
  const there = model.compile(transform.forwards)
  const back = model.compile(transform.backwards)
  const run = (along: ReadonlyMap<string, Value>) => {
    const contexts = alikeInEveryRow(seed)
    const inputs = Object.fromEntries(transform.forwards.inputs.map(({ name }) => [name, required(along, name)]))
    return { flows: flowsIn(there.run(inputs, contexts).outputs), drewNoise: contexts.drew.size > 0 }
  }
  return {
    transform,
    drawsNoise: run(values).drewNoise,
    forwards: (along) => run(along).flows,
    backwards(given, along) {
      const inputs = Object.entries(transform.takenBack).map(([port, name]) => {
        const side = given[port] ?? along.get(name)
        if (side === undefined) throw new Error(`${transform.node} reads ${name} backwards, which is not known.`)
        return [name, side] as const
      })
      return flowsIn(back.run(Object.fromEntries(inputs), alikeInEveryRow(seed)).outputs)
    },
  }
}

function required(values: ReadonlyMap<string, Value>, name: string): Value {
  const value = values.get(name)
  if (value === undefined) throw new Error(`The value ${name} is not known.`)
  return value
}

/** A flow that starts here. */
export const flowAt = (value: tf.Tensor): FlowValue => ({ value, logDet: tf.zeros([value.shape[0] ?? 1]) })

function flowsIn(outputs: Readonly<Record<string, Value>>): Flows {
  return Object.fromEntries(
    Object.entries(outputs).map(([port, value]) => {
      if (isFlowValue(value)) return [port, value]
      throw new Error(`${port} of a transform is not a flow.`)
    }),
  )
}

function tensorIn(value: Value | undefined): tf.Tensor {
  if (isFlowValue(value)) return value.value
  if (typeof value === 'object' && 'dataId' in value) return value
  throw new Error('A flow gave no tensor backwards.')
}
