// Laws that every node kind keeps, checked on the examples of each.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import '@tensorflow/tfjs-backend-cpu'
import katex from 'katex'
import { beforeAll, describe, expect, test } from 'vitest'
import { kernelFaults, recordKernels } from '../src/engine/backends/kernel-cases/recorded-kernels.ts'
import { createContext } from '../src/engine/math/context.ts'
import { initialTensor } from '../src/engine/math/initialise.ts'
import type { StateUpdate } from '../src/engine/math/op.ts'
import { tanh } from '../src/engine/math/twice-differentiable.ts'
import { normals, uniforms } from '../src/engine/random/draws.ts'
import { randomStream } from '../src/engine/random/random-stream.ts'
import type { NodeDefinition, Reference, TensorSpec } from '../src/graph/definition.ts'
import { initialParams, parseParams } from '../src/graph/fields.ts'
import type { JsonObject } from '../src/graph/json.ts'
import type { Signal } from '../src/graph/signals.ts'
import { inverseOf, opsOf, type ProgramFunctionValue, type Value } from '../src/runtime/op-of.ts'
import { exampleDistribution } from './fixtures/example-distribution.ts'
import { definitionList, definitions } from './index.ts'
import { declaredArguments } from './law-arguments.ts'
import type { Example } from './law-example.ts'
import { lawExamples } from './law-examples.ts'
import { ops } from './ops.ts'

const batch = 3
const kernelCalls = recordKernels()
const opByKind = opsOf(ops)
const folderOf = (kind: string) => new URL(`./${kind}/`, import.meta.url)
const fileOf = (kind: string, ending: string) => new URL(`${kind.split('/')[1]}${ending}`, folderOf(kind))

beforeAll(() => tf.setBackend('cpu'))

/** The tensors that a node's outputs depend on, by name; asked for by what they are for, made when first asked for. */
type Leaf = (
  name: string,
  shape: readonly number[],
  values: (name: string, length: number) => Float32Array,
) => tf.Tensor

const gaussian = (name: string, length: number) => normals(randomStream(7, name, 0), length).map((n) => 0.6 * n)
const unit = (name: string, length: number) => uniforms(randomStream(7, name, 0), length)
const positive = (name: string, length: number) => unit(name, length).map((u) => 0.5 + u)
const byRange = {
  real: gaussian,
  unit,
  grey256: (name: string, length: number) => unit(name, length).map((u) => Math.floor(256 * u) / 255),
  binary: (name: string, length: number) => unit(name, length).map((u) => (u < 0.5 ? 1 : 0)),
  levels256: (name: string, length: number) => unit(name, length).map((u) => Math.floor(256 * u)),
  steps: (name: string, length: number) => unit(name, length).map((u) => Math.floor(256 * u) / 128 - 1),
}

/** Of a flow, its log-determinant is a leaf only where somebody passes it on. */
function exampleValue(name: string, signal: Signal, leaf: Leaf, countsVolume = true): Value {
  if (signal.signal === 'tensor') return leaf(name, [batch, ...signal.shape], byRange[signal.range])
  if (signal.signal === 'flow') {
    const value = leaf(name, [batch, ...signal.shape], byRange[signal.range])
    return { value, logDet: countsVolume ? leaf(`${name}.logDet`, [batch], gaussian) : tf.zeros([batch]) }
  }
  if (signal.signal !== 'distribution') throw new Error(`No example value for a ${signal.signal} at ${name}`)
  const shape = [batch, ...(signal.shape === 'any' ? [] : signal.shape)]
  return exampleDistribution(signal.family, shape, (parameter, each) => leaf(`${name}.${parameter}`, each, gaussian))
}

interface Outcome {
  readonly signals: Readonly<Record<string, Signal>>
  readonly values: Readonly<Record<string, Value>>
  readonly states: readonly { readonly declared: readonly string[]; readonly update: StateUpdate | undefined }[]
}

/** Infers and runs a node, and where it stands for a line of calls, those. */
function evaluate(
  definition: NodeDefinition,
  raw: JsonObject,
  inputs: Pick<Outcome, 'signals' | 'values'>,
  leaf: Leaf,
  training: boolean,
  kept: Example['state'] = {},
  path = 'node',
): Outcome {
  const { params, faults } = parseParams(definition.fields, raw)
  expect(faults).toEqual([])
  const applications = definition.role === 'network' ? definition.applications : undefined
  if (applications && !('x' in inputs.signals)) {
    const outcomes = Object.entries(applications).map(([output, port]) => {
      const x = { signals: { x: inputs.signals[port]! }, values: { x: inputs.values[port]! } }
      return [output, evaluate(definition, raw, x, leaf, training, kept, path)] as const
    })
    return {
      signals: Object.fromEntries(outcomes.map(([output, { signals }]) => [output, signals.y!])),
      values: Object.fromEntries(outcomes.map(([output, { values }]) => [output, values.y!])),
      states: outcomes.flatMap(([, { states }]) => states),
    }
  }
  const expansion = definition.expand?.({ node: 'n', params, inputs: inputs.signals }) ?? null
  if (expansion) {
    if ('problems' in expansion) throw new Error(expansion.problems[0]?.message)
    const done = new Map<string, Outcome>()
    const read = <T>(reference: Reference, pick: (from: Pick<Outcome, 'signals' | 'values'>) => Record<string, T>) => {
      const from = 'input' in reference ? inputs : done.get(reference.call)
      const found = from && pick(from)['input' in reference ? reference.input : reference.port]
      if (found === undefined) throw new Error(`${path}: nothing at ${JSON.stringify(reference)}`)
      return found
    }
    const readAll = (references: Readonly<Record<string, Reference>>) => {
      const entries = Object.entries(references)
      return {
        signals: Object.fromEntries(entries.map(([port, from]) => [port, read(from, ({ signals }) => signals)])),
        values: Object.fromEntries(entries.map(([port, from]) => [port, read(from, ({ values }) => values)])),
      }
    }
    for (const call of expansion.calls) {
      const child = definitions.get(call.kind)
      if (!child) throw new Error(`${path}: no kind ${call.kind}`)
      done.set(
        call.name,
        evaluate(child, call.params, readAll(call.inputs), leaf, training, kept, `${path}/${call.name}`),
      )
    }
    return { ...readAll(expansion.outputs), states: [...done.values()].flatMap(({ states }) => states) }
  }
  if (definition.role === 'network' || 'phases' in definition) throw new Error(`${path}: it must expand`)
  const inference = definition.infer({ node: 'n', params, inputs: inputs.signals })
  expect(inference.problems ?? []).toEqual([])
  if (definition.role === 'source') {
    const values = Object.entries(inference.outputs).map(([port, signal]) => [port, exampleValue(port, signal, leaf)])
    return { signals: inference.outputs, values: Object.fromEntries(values), states: [] }
  }
  const op = opByKind.get(definition.kind)
  if (!op) throw new Error(`${definition.kind} has no op`)
  const weights: Record<string, TensorSpec> = definition.weights?.(params, inputs.signals) ?? {}
  const state: Record<string, TensorSpec> = definition.state?.(params, inputs.signals) ?? {}
  const tensors = [
    ...Object.entries(weights).map(([name, { shape }]) => [name, leaf(`${path}/${name}`, shape, gaussian)]),
    ...Object.entries(state).map(([name, spec]) => [name, stateTensor(name, spec, kept[name])]),
  ]
  const callParams = Object.fromEntries(definition.callParams.map((name) => [name, (params as JsonObject)[name]!]))
  const context = createContext({ seed: 3, step: 1, training }).at(path)
  const received = { ...inputs.values, ...extraInputs(definition, leaf, path) }
  const available = { inputs: received, weights: Object.fromEntries(tensors), params: callParams, context }
  const { state: update, ...values } = op(...declaredArguments(definition, available))
  return {
    signals: inference.outputs,
    values: values as Record<string, Value>,
    states: [{ declared: Object.keys(state).filter((name) => !isFixed(state[name]!)), update }],
  }
}

function stateTensor(name: string, spec: TensorSpec, given: number | undefined): tf.Tensor {
  const shape = [...spec.shape]
  if (isFixed(spec)) return tf.tensor(initialTensor({ name, ...spec }, 0), shape)
  if (given !== undefined) return tf.fill(shape, given)
  return tf.tensor(positive(name, tf.util.sizeFromShape(shape)), shape)
}

/** State that no op moves, and that means nothing in other values. */
const isFixed = ({ initialiser }: TensorSpec): boolean => initialiser.initialiser === 'autoregressiveDegrees'

/** What some ops are given beside the values of their input ports. */
function extraInputs(
  definition: NodeDefinition,
  leaf: Leaf,
  path: string,
): Record<string, Value | ProgramFunctionValue> {
  if ('takesCount' in definition) return { count: batch }
  if (!('usesCritic' in definition)) return {}
  const first = leaf(`${path}/critic/first`, [2, 3], gaussian)
  const second = leaf(`${path}/critic/second`, [3, 1], gaussian)
  return {
    critic: (x) => tf.matMul(tanh(tf.matMul(x, first)), second),
    realExamples: leaf(`${path}/realExamples`, [batch, 2], gaussian),
    fakeExamples: leaf(`${path}/fakeExamples`, [batch, 2], gaussian),
  }
}

function run(definition: NodeDefinition, { params, inputs, state }: Example, leaf: Leaf, training: boolean): Outcome {
  const countsVolume = definition.role === 'transform' || definition.role === 'objective'
  const values = Object.entries(inputs).map(([port, signal]) => [port, exampleValue(port, signal, leaf, countsVolume)])
  return evaluate(definition, params, { signals: inputs, values: Object.fromEntries(values) }, leaf, training, state)
}

/** Every tensor that follows from an output, as one number for each element. */
function tensorsIn(signal: Signal, value: Value): tf.Tensor[] {
  if (typeof value === 'number') throw new Error('An op gave a number')
  if ('loss' in value) return [value.loss, ...Object.values(value.terms)]
  if ('family' in value) {
    if (signal.signal !== 'distribution') throw new Error(`A distribution came out as a ${signal.signal}`)
    const shape = [batch, ...(signal.shape === 'any' ? [2] : signal.shape)]
    const x = byRange[signal.range]('outcome', tf.util.sizeFromShape(shape))
    return [value.logProb(tf.tensor(x, shape)), value.mean(shape)]
  }
  if ('logDet' in value) return [value.value, value.logDet]
  return [value]
}

const cases = definitionList.flatMap((definition: NodeDefinition) =>
  (lawExamples as Readonly<Record<string, readonly Example[]>>)[definition.kind]!.flatMap((example) =>
    (usesTraining(definition) ? [true, false] : [true]).map((training) => ({
      name: `${definition.kind} ${JSON.stringify(example.params)}${training ? '' : ' outside of training'}`,
      definition,
      example,
      training,
    })),
  ),
)

function usesTraining(definition: NodeDefinition): boolean {
  return 'usesContext' in definition && definition.usesContext === true
}

describe('every kind', () => {
  test('but transforms gives no flow', () => {
    const others = (definitionList as readonly NodeDefinition[]).filter(({ role }) => role !== 'transform')
    const signals = others.flatMap(({ outputs }) => Object.values(outputs).map(({ signal }) => signal))
    expect(signals).not.toContain('flow')
  })

  test('has an op that takes what its definition declares, no more and no less', () => {
    const none = { inputs: {}, weights: {}, params: {}, context: {} }
    for (const definition of definitionList as readonly NodeDefinition[]) {
      if (!('callParams' in definition)) continue
      for (const direction of definition.role === 'transform' ? ([undefined, 'inverse'] as const) : [undefined]) {
        const name = direction ? inverseOf(definition.kind) : definition.kind
        expect(opByKind.get(name), name).toHaveLength(declaredArguments(definition, none, direction).length)
      }
    }
  })

  test('on disk is listed, and every listed kind is on disk', () => {
    const families = readdirSync(new URL('.', import.meta.url), { withFileTypes: true }).filter((e) => e.isDirectory())
    const folders = families.flatMap(({ name: family }) =>
      readdirSync(new URL(`./${family}/`, import.meta.url), { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && entry.name !== 'fixtures')
        .map(({ name }) => `${family}/${name}`),
    )
    expect(folders.toSorted()).toEqual([...definitions.keys()].toSorted())
    expect(definitions.size).toBe(definitionList.length)
  })

  test.each(definitionList.map((definition: NodeDefinition) => [definition.kind, definition] as const))(
    '%s has its files, its family and parseable defaults',
    (kind, definition) => {
      expect(kind.split('/')[0]).toBe(definition.family)
      expect(existsSync(fileOf(kind, '.node.ts'))).toBe(true)
      const isComposed = definition.role === 'network' || definition.role === 'source' || 'phases' in definition
      expect(existsSync(fileOf(kind, '.op.ts'))).toBe(!isComposed)
      const page = readFileSync(fileOf(kind, '.md'), 'utf8')
      const formulas = [...page.matchAll(/\$\$([^$]+)\$\$|\$([^$\n]+)\$/g)].map(([, block, inline]) => block ?? inline!)
      expect(page).toMatch(/\$\$[^$]+\$\$/)
      for (const formula of formulas)
        expect(katex.renderToString(formula, { displayMode: true, strict: 'error' })).toBeTruthy()
      expect(page).toContain('## When to use it')
      const defaults = initialParams(definition.fields)
      expect(parseParams(definition.fields, JSON.parse(JSON.stringify(defaults)))).toEqual({
        params: defaults,
        faults: [],
      })
      expect(definition.migrations?.length ?? 0).toBe(definition.version - 1)
    },
  )

  test.each(definitionList.map((definition: NodeDefinition) => [definition.kind, definition] as const))(
    '%s shows its declared ports by default',
    (_kind, definition) => {
      const shown = definition.ports?.(initialParams(definition.fields), new Set()) ?? definition
      const required = Object.entries(definition.inputs).filter(([, port]) => !port.optional)
      expect(Object.keys(shown.inputs)).toEqual(required.map(([name]) => name))
      expect(shown.outputs).toEqual(definition.outputs)
    },
  )
})

describe('the inferred signals are those that ran', () => {
  test.each(cases)('$name', ({ definition, example, training }) => {
    const { signals, values, states } = run(
      definition,
      example,
      (name, shape, fill) => make(name, shape, fill),
      training,
    )
    expect(Object.keys(values).toSorted()).toEqual(Object.keys(signals).toSorted())
    for (const [port, signal] of Object.entries(signals)) {
      const value = values[port]!
      if (signal.signal === 'objective') expect(value).toHaveProperty('terms', expectedTerms(signal.terms))
      for (const [i, tensor] of tensorsIn(signal, value).entries()) {
        if (signal.signal === 'tensor') {
          expect(tensor.shape).toEqual([batch, ...signal.shape])
          const [low, high] =
            signal.range === 'unit' || signal.range === 'binary'
              ? [0, 1]
              : [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
          for (const x of tensor.dataSync()) expect(x >= low && x <= high).toBe(true)
        } else if (signal.signal === 'flow') expect(tensor.shape).toEqual(i === 0 ? [batch, ...signal.shape] : [batch])
        else if (signal.signal === 'objective') expect(tensor.shape).toEqual([])
        else if (i === 0) expect(tensor.shape).toEqual([batch])
      }
    }
    for (const { declared, update } of states) {
      expect(Object.keys(update ?? {})).toEqual(training ? declared : [])
    }
  })
})

/** Input tensors whose examples after the first are others. */
const withOthers: Leaf = (name, shape, fill) => {
  const tensor = make(name, shape, fill)
  if (name.startsWith('node/')) return tensor
  return tf.concat([tf.slice(tensor, 0, 1), tf.slice(make(`other ${name}`, shape, fill), 1)])
}

test.each(cases.filter(({ training, definition: { role } }) => training && role !== 'objective'))(
  '$name: an example knows of others in its batch where moments are taken over it, and nowhere else',
  ({ definition, example }) => {
    const [one, other] = [make, withOthers].map((leaf) => {
      const { signals, values } = run(definition, { ...example, state: {} }, leaf, true)
      const tensors = Object.entries(signals).flatMap(([port, signal]) => tensorsIn(signal, values[port]!))
      return tensors.map((tensor) => tensor.dataSync().slice(0, tensor.size / batch))
    })
    expect(String(one) !== String(other)).toBe('momentsOverBatch' in definition)
  },
)

const make: Leaf = (name, shape, fill) => tf.tensor(fill(name, tf.util.sizeFromShape([...shape])), [...shape])
const expectedTerms = (names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, expect.objectContaining({ shape: [] })]))

/** A node as a function of every tensor that it depends on, ready to be differentiated. */
function functionOf({ definition, example, training }: (typeof cases)[number]) {
  const leaves: { readonly name: string; readonly shape: readonly number[]; readonly values: Float32Array }[] = []
  const remember: Leaf = (name, shape, fill) => {
    const values = fill(name, tf.util.sizeFromShape([...shape]))
    // A network that is applied twice has one set of weights.
    if (!leaves.some((known) => known.name === name)) leaves.push({ name, shape, values })
    return tf.tensor(values, [...shape])
  }
  const outputsIn = ({ signals, values }: Outcome) =>
    Object.entries(signals).flatMap(([port, signal]) => tensorsIn(signal, values[port]!))
  const sizes = outputsIn(run(definition, example, remember, training)).map(({ size }) => size)
  const coefficients = sizes.map((size, i) => gaussian(`coefficient${i}`, size))
  const places = new Map(leaves.map(({ name }, i) => [name, i]))
  const outputsAt = (at: readonly tf.Tensor[]) =>
    outputsIn(run(definition, example, (name) => at[places.get(name)!]!, training))
  return {
    leaves,
    /** Leaves of the inputs come before those of the weights. */
    inputCount: leaves.findLastIndex(({ name }) => !name.startsWith('node/')) + 1,
    start: leaves.map(({ shape, values }) => tf.tensor(values, [...shape])),
    /** A fixed random combination of all output elements. */
    combination: (...at: tf.Tensor[]): tf.Tensor => weighed(outputsAt(at), coefficients),
    /** The same, added up in double precision, so that only the op's own rounding remains. */
    exactCombination: (at: readonly tf.Tensor[]): number => exactlyWeighed(outputsAt(at), coefficients),
  }
}

const weighed = (tensors: readonly tf.Tensor[], coefficients: readonly Float32Array[]): tf.Tensor =>
  tensors
    .map((tensor, i) => tf.sum(tf.mul(tensor, tf.tensor(coefficients[i]!, tensor.shape))))
    .reduce((sum, term) => tf.add(sum, term), tf.scalar(0))

const exactlyWeighed = (tensors: readonly tf.Tensor[], coefficients: readonly Float32Array[]): number =>
  tensors
    .flatMap((tensor, i) => [...tensor.dataSync()].map((y, j) => y * coefficients[i]![j]!))
    .reduce((sum, term) => sum + term, 0)

const differentiable = cases.filter(({ example }) => Object.keys(example.inputs).length > 0)

describe('gradients agree with finite differences and reach every input and weight', () => {
  test.each(differentiable)('$name', (one) => {
    const { leaves, start, combination, exactCombination } = functionOf(one)
    const gradients = tf.grads(combination)(start)
    for (const [i, gradient] of gradients.entries()) {
      expect(tf.max(tf.abs(gradient)).dataSync()[0], `${leaves[i]!.name} has a gradient`).toBeGreaterThan(0)
      expectSlopes(leaves[i]!, gradient, (moved) => exactCombination(start.with(i, moved)))
    }
  })
})

// As a penalty on the slope of a critic needs them: slopes in the inputs, differentiated in everything.
describe('gradients of gradients in the inputs agree with finite differences of gradients', () => {
  test.each(differentiable)('$name', (one) => {
    const { leaves, start, inputCount, combination } = functionOf(one)
    const coefficients = leaves.slice(0, inputCount).map(({ name, values }) => gaussian(`${name} slope`, values.length))
    const slopes = (at: readonly tf.Tensor[]) =>
      tf.grads((...inputs: tf.Tensor[]) => combination(...inputs, ...at.slice(inputCount)))(at.slice(0, inputCount))
    // The squares make everything count, also what no slope depends on.
    const squares = (at: readonly tf.Tensor[]) => at.map((x) => tf.sum(tf.square(x))).reduce((a, b) => tf.add(a, b))
    const curvatures = tf.grads((...at: tf.Tensor[]) => tf.add(weighed(slopes(at), coefficients), squares(at)))(start)
    for (const [i, curvature] of curvatures.entries()) {
      const known = tf.sub(curvature, tf.mul(2, start[i]!))
      expectSlopes(leaves[i]!, known, (moved) => exactlyWeighed(slopes(start.with(i, moved)), coefficients))
    }
  })
})

/** Compares a gradient with fourth-order central differences, element by element. */
function expectSlopes(
  { name, shape, values }: { readonly name: string; readonly shape: readonly number[]; readonly values: Float32Array },
  gradient: tf.Tensor,
  f: (moved: tf.Tensor) => number,
): void {
  const slopes = gradient.dataSync()
  for (let place = 0; place < values.length; place++) {
    // With the step that 32-bit floats really take.
    const difference = (step: number) => {
      const [above, below] = [values.slice(), values.slice()]
      above[place]! += step
      below[place]! -= step
      const at = (moved: Float32Array) => tf.tidy(() => f(tf.tensor(moved, [...shape])))
      return (at(above) - at(below)) / (above[place]! - below[place]!)
    }
    const h = 0.03
    const expected = (4 * difference(h) - difference(2 * h)) / 3
    const error = Math.abs(expected - slopes[place]!)
    expect(error, `${name}[${place}]`).toBeLessThan(5e-4 * Math.max(1, Math.abs(expected)))
  }
}

test('call TF.js where all backends are right', () => expect(kernelFaults(kernelCalls.values())).toEqual([]))
