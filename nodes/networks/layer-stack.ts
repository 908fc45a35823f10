// A stack of layers as a chain of calls. Shapes are tracked layer by layer, so that a dense layer on an image gets a flatten
// before it. A layer that does not fit is passed on unchanged: inference of the calls reports it.
import type { ExpandedCall, PrimitiveDefinition, Reference } from '../../src/graph/definition.ts'
import { parseParams, type StackLayer } from '../../src/graph/fields.ts'
import type { JsonObject } from '../../src/graph/json.ts'
import type { TensorSignal } from '../../src/graph/signals.ts'
import { activation } from '../layers/activation/activation.node.ts'
import { batchNorm } from '../layers/batch-norm/batch-norm.node.ts'
import { conv2d } from '../layers/conv2d/conv2d.node.ts'
import { conv2dTranspose } from '../layers/conv2d-transpose/conv2d-transpose.node.ts'
import { dense } from '../layers/dense/dense.node.ts'
import { dropout } from '../layers/dropout/dropout.node.ts'
import { flatten } from '../layers/flatten/flatten.node.ts'
import { layerNorm } from '../layers/layer-norm/layer-norm.node.ts'
import { reshape } from '../layers/reshape/reshape.node.ts'

const stackLayers: readonly PrimitiveDefinition[] = [
  dense,
  conv2d,
  conv2dTranspose,
  activation,
  flatten,
  reshape,
  batchNorm,
  layerNorm,
  dropout,
]

/** Kinds allowed in a stack, in the order of the editor's menu. Each has the input `x` and the output `y`. */
export const stackLayerKinds: readonly string[] = stackLayers.map(({ kind }) => kind)

/** The end of a chain of calls; `signal` is unknown after a layer that does not fit. */
export interface LineEnd {
  readonly calls: readonly ExpandedCall[]
  readonly end: Reference
  readonly signal: TensorSignal | undefined
}

export const startLine = (input: string, signal: TensorSignal): LineEnd => ({ calls: [], end: { input }, signal })

/** Adds one layer under a unique name. */
export function addLayer(line: LineEnd, name: string, kind: string, params: JsonObject): LineEnd {
  return {
    calls: [...line.calls, { name, kind, params, inputs: { x: line.end } }],
    end: { call: name, port: 'y' },
    signal: line.signal && signalAfter(kind, params, line.signal),
  }
}

/** Adds a dense layer under a unique name, with a flatten before it unless its input is a vector. */
export function addDense(line: LineEnd, name: string, params: JsonObject): LineEnd {
  return addLayer(flattenForDense(line), name, dense.kind, params)
}

/** Adds the layers of a stack under names such as `hidden1` and `conv2`. */
export function addStack(start: LineEnd, layers: readonly StackLayer[]): LineEnd {
  let line = start
  for (const { kind, params } of layers) {
    if (kind === dense.kind) line = flattenForDense(line)
    line = addLayer(line, nextName(line, kind), kind, params)
  }
  return line
}

function flattenForDense(line: LineEnd): LineEnd {
  if (!line.signal || line.signal.shape.length === 1) return line
  return addLayer(line, nextName(line, flatten.kind), flatten.kind, {})
}

const shortNames = new Map<string, string>([
  [dense.kind, 'hidden'],
  [conv2d.kind, 'conv'],
  [conv2dTranspose.kind, 'convTranspose'],
])

function nextName(line: LineEnd, kind: string): string {
  const count = line.calls.filter((call) => call.kind === kind).length
  return `${shortNames.get(kind) ?? camelCase(kind.slice(kind.lastIndexOf('/') + 1))}${count + 1}`
}

const camelCase = (text: string): string => text.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())

function signalAfter(kind: string, params: JsonObject, signal: TensorSignal): TensorSignal | undefined {
  const layer = stackLayers.find((candidate) => candidate.kind === kind)
  if (!layer) return undefined
  const parsed = parseParams(layer.fields, params).params
  const { y } = layer.infer({ node: '', params: parsed, inputs: { x: signal } }).outputs
  return y?.signal === 'tensor' ? y : undefined
}
