// Laws of every transform, forward and inverse: round trips, and log-determinants that are negatives of each other and match the
// numeric Jacobian. Weights are random, not the zeros that make a transform the identity.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, describe, expect, test } from 'vitest'
import { type TypedBody, typeCalls, typeInverse } from '../src/compiler/inference/type-calls.ts'
import type { TypedCall, TypedLine } from '../src/compiler/inference/typed-graph.ts'
import { createContext } from '../src/engine/math/context.ts'
import { logAbsDeterminant } from '../src/engine/math/log-abs-determinant.ts'
import type { FlowValue } from '../src/engine/math/op.ts'
import { normals, uniforms } from '../src/engine/random/draws.ts'
import { randomStream } from '../src/engine/random/random-stream.ts'
import type { NodeDefinition, Reference, TransformDefinition } from '../src/graph/definition.ts'
import { parseParams } from '../src/graph/fields.ts'
import type { JsonObject } from '../src/graph/json.ts'
import { type Signal, sizeOf } from '../src/graph/signals.ts'
import { inverseOf, opsOf, type Value } from '../src/runtime/op-of.ts'
import { declaredArguments } from './fixtures/law-arguments.ts'
import { definitionList, definitions } from './index.ts'
import type { Example } from './law-example.ts'
import { lawExamples } from './law-examples.ts'
import { ops } from './ops.ts'

beforeAll(() => tf.setBackend('cpu'))

const batch = 3
const opByKind = opsOf(ops)
type Flows = Readonly<Record<string, FlowValue>>

const cases = definitionList.flatMap((definition: NodeDefinition) =>
  definition.role !== 'transform'
    ? []
    : (lawExamples as Readonly<Record<string, readonly Example[]>>)[definition.kind]!.map((example) => ({
        name: `${definition.kind} ${JSON.stringify(example.params)} on ${shapesOf(example).join(', ')}`,
        example,
        definition,
      })),
)

function shapesOf({ inputs }: Example): string[] {
  return Object.values(inputs).map((signal) => (signal.signal === 'flow' ? signal.shape.join(' × ') : signal.signal))
}

interface Transform {
  readonly inputs: Readonly<Record<string, Signal>>
  readonly outputs: Readonly<Record<string, Signal>>
  forward(inputs: Flows): Flows
  inverse(outputs: Flows): Flows
}

/** The calls that a Program makes for the node, run in evaluation mode. */
function transformOf(definition: TransformDefinition, { params: raw, inputs, state = {} }: Example): Transform {
  const place = { node: 'n', path: '', definitions }
  const params = parseParams(definition.fields, raw).params as JsonObject
  const references = Object.fromEntries(Object.keys(inputs).map((port) => [port, { input: port }]))
  const body: TypedBody = typeCalls(definition, params, inputs, references, place)
  expect(body.problems).toEqual([])
  const inverse = typeInverse(definition, params, inputs, body, place)
  const tensors = new Map(body.calls.map((call) => [call.path, tensorsOf(call, state)]))
  return {
    inputs,
    outputs: body.outputs,
    forward: (given) => runLine(body, given, tensors),
    inverse: (given) => runLine(inverse, given, tensors),
  }
}

type Tensors = Readonly<Record<string, tf.Tensor>>

function tensorsOf({ path, weights, state }: TypedCall, kept: NonNullable<Example['state']>): Tensors {
  const random = Object.entries(weights).map(([name, { shape }]) => [name, gaussian(`${path}/${name}`, shape, 0.5)])
  const moved = Object.entries(state).map(([name, { shape }]) => [
    name,
    kept[name] === undefined ? tf.add(0.5, uniform(name, shape)) : tf.fill([...shape], kept[name]),
  ])
  return Object.fromEntries([...random, ...moved])
}

function gaussian(name: string, shape: readonly number[], deviation: number): tf.Tensor {
  const numbers = normals(randomStream(5, name, 0), sizeOf(shape)).map((n) => deviation * n)
  return tf.tensor(numbers, [...shape])
}

const uniform = (name: string, shape: readonly number[]): tf.Tensor =>
  tf.tensor(uniforms(randomStream(5, name, 0), sizeOf(shape)), [...shape])

function runLine({ calls, results }: TypedLine, given: Flows, tensors: ReadonlyMap<string, Tensors>): Flows {
  const values = new Map<string, Value>(Object.entries(given).map(([port, value]) => [`.${port}`, value]))
  const read = (from: Reference): Value => {
    const value = values.get('input' in from ? `.${from.input}` : `${from.call}:${from.port}`)
    if (value === undefined) throw new Error(`Nothing at ${JSON.stringify(from)}`)
    return value
  }
  for (const { path, definition, inputs, params, direction } of calls) {
    const op = opByKind.get(direction ? inverseOf(definition.kind) : definition.kind)
    if (!op) throw new Error(`${definition.kind} has no op`)
    const fed = Object.fromEntries(Object.entries(inputs).map(([port, from]) => [port, read(from)]))
    const context = createContext({ seed: 1, step: 0, training: false }).at(path)
    const available = { inputs: fed, weights: tensors.get(path) ?? {}, params, context }
    const made = op(...declaredArguments(definition, available, direction))
    for (const [port, value] of Object.entries(made)) values.set(`${path}:${port}`, value as Value)
  }
  return Object.fromEntries(Object.entries(results).map(([port, from]) => [port, asFlow(read(from))]))
}

function asFlow(value: Value): FlowValue {
  if (typeof value === 'object' && 'logDet' in value) return value
  throw new Error('A transform returned something other than a flow.')
}

/** A test input: integers for ranges of integers. */
function flowOf(name: string, signal: Signal): FlowValue {
  if (signal.signal !== 'flow') throw new Error(`No flow for a ${signal.signal}`)
  const shape = [batch, ...signal.shape]
  const whole = (levels: number) => tf.floor(tf.mul(uniform(name, shape), levels))
  const values = {
    real: () => gaussian(name, shape, 1),
    unit: () => uniform(name, shape),
    grey256: () => tf.div(whole(256), 255),
    binary: () => whole(2),
    levels256: () => whole(256),
    steps: () => tf.sub(whole(256), 128),
  }
  return { value: values[signal.range](), logDet: gaussian(`${name}.logDet`, [batch], 1) }
}

const flowsOf = (signals: Readonly<Record<string, Signal>>): Flows =>
  Object.fromEntries(Object.entries(signals).map(([port, signal]) => [port, flowOf(port, signal)]))

/** The log-determinants of all flows together, per example. */
function volume(flows: Flows): number[] {
  const all = Object.values(flows).map(({ logDet }) => [...logDet.dataSync()])
  return Array.from({ length: batch }, (_, row) => all.reduce((sum, logDet) => sum + logDet[row]!, 0))
}

describe.each(cases)('$name', ({ definition, example }) => {
  const transform = () => transformOf(definition, example)

  test('the inverse after the forward pass is the identity, including the log-determinant', () => {
    const { inputs, forward, inverse } = transform()
    const start = flowsOf(inputs)
    const back = inverse(forward(start))
    expect(Object.keys(back)).toEqual(Object.keys(start))
    for (const [port, { value }] of Object.entries(start)) expectClose(back[port]!.value, value)
    expectNear(volume(back), volume(start))
  })

  test('the forward pass after the inverse is the identity, unless noise is removed', () => {
    const { outputs, forward, inverse } = transform()
    const start = flowsOf(outputs)
    const back = forward(inverse(start))
    const lost = { '256': 1 / 256, '2': 1 / 2 }[String(example.params.levels ?? '256')]
    const tolerance = definition.kind === 'flows/dequantise' ? lost : undefined
    for (const [port, { value }] of Object.entries(start)) expectClose(back[port]!.value, value, tolerance)
    expectNear(volume(back), volume(start))
  })

  test('the log-determinant has one number per example and matches its numeric Jacobian', () => {
    const { inputs, forward } = transform()
    const start = flowsOf(inputs)
    const end = forward(start)
    for (const { logDet } of Object.values(end)) expect(logDet.shape).toEqual([batch])
    const gained = volume(end).map((after, row) => after - volume(start)[row]!)
    const expected = Array.from({ length: batch }, (_, row) => numericLogDet(forward, start, row))
    expectNear(gained, expected, 1e-3)
  })
})

/** log|det| of one example's Jacobian by fourth-order central differences and elimination in double precision. */
function numericLogDet(forward: (inputs: Flows) => Flows, start: Flows, row: number): number {
  const [port, flow] = Object.entries(start)[0]!
  const size = flow.value.size / batch
  const values = flow.value.dataSync()
  const at = (element: number, step: number): number[] => {
    const moved = Float32Array.from(values)
    moved[row * size + element]! += step
    const end = forward({ ...start, [port]: { ...flow, value: tf.tensor(moved, flow.value.shape) } })
    return Object.values(end).flatMap(({ value }) => {
      const length = value.size / batch
      return [...value.dataSync().subarray(row * length, (row + 1) * length)]
    })
  }
  const h = 2 ** -6
  const columns = Array.from({ length: size }, (_, element) => {
    const [up, down, farUp, farDown] = [h, -h, 2 * h, -2 * h].map((step) => at(element, step))
    return up!.map((y, i) => (8 * (y - down![i]!) - (farUp![i]! - farDown![i]!)) / (12 * h))
  })
  expect(columns.every((column) => column.length === size)).toBe(true)
  return logAbsDeterminant(columns)
}

function expectClose(actual: tf.Tensor, expected: tf.Tensor, tolerance = 1e-4): void {
  expect(actual.shape).toEqual(expected.shape)
  expectNear([...actual.dataSync()], [...expected.dataSync()], tolerance)
}

function expectNear(actual: readonly number[], expected: readonly number[], tolerance = 1e-4): void {
  expect(actual).toHaveLength(expected.length)
  for (const [i, value] of actual.entries()) expect(Math.abs(value - expected[i]!), `[${i}]`).toBeLessThan(tolerance)
}
