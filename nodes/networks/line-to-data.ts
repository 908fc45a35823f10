// A stack of layers that ends in the shape of the data, with or without a dense read-out.
import type { Refusal } from '../../src/graph/definition.ts'
import type { Endpoint } from '../../src/graph/document.ts'
import { choice, layerStack, type StackLayer, shapeField } from '../../src/graph/fields.ts'
import type { Fix, Wish } from '../../src/graph/problems.ts'
import { describeShape, type Shape, sameShape, sizeOf, type TensorSignal } from '../../src/graph/signals.ts'
import { activation, takeOut } from '../layers/activation/activation.node.ts'
import { dense } from '../layers/dense/dense.node.ts'
import { reshape } from '../layers/reshape/reshape.node.ts'
import { fitLayers } from './fit-layers.ts'
import { addDense, addLayer, addStack, type LineEnd, startLine } from './layer-stack.ts'

export const lineToDataFields = {
  layers: layerStack({
    title: 'Layers',
    help: 'The layers from the latent. A dense layer flattens an image.',
    initial: [{ kind: dense.kind, params: { units: 400, activation: 'relu' } }],
  }),
  outputShape: shapeField({
    title: 'Output shape',
    help: 'Shape of one example of the data.',
    initial: [28, 28, 1],
  }),
  readOut: choice({
    title: 'Read-out',
    help: 'A dense read-out has one linear unit for every output element; without it, the layers must end in the output shape.',
    initial: 'dense',
    choices: [
      { value: 'dense', title: 'Dense, to the output shape' },
      { value: 'none', title: 'None' },
    ],
  }),
} as const

interface LineParams {
  readonly layers: readonly StackLayer[]
  readonly outputShape: Shape
  readonly readOut: 'dense' | 'none'
}

/** @param what the name of the network in messages: `decoder`. */
export function lineToData(
  node: string,
  what: string,
  z: TensorSignal,
  { layers, outputShape, readOut }: LineParams,
): LineEnd | Refusal {
  const stack = addStack(startLine('z', z), layers)
  if (readOut === 'none') {
    if (!stack.signal || sameShape(stack.signal.shape, outputShape)) return stack
    return { problems: [wrongEnd(node, what, stack.signal.shape, outputShape)] }
  }
  const flat = addDense(stack, 'output', { units: sizeOf(outputShape), activation: 'linear' })
  return outputShape.length === 1 ? flat : addLayer(flat, 'reshapeOutput', reshape.kind, { shape: outputShape })
}

/** Fixes for a wanted output shape, and for logits or means if the layers end in a sigmoid. */
export function grantingLine({ layers, readOut }: LineParams, wish: Wish, { node }: Endpoint): Fix | undefined {
  if (wish.shape) return readOut === 'none' ? refit(layers, wish.shape, node) : withShape(wish.shape, node)
  const at = layers.findLastIndex(({ kind }) => kind !== reshape.kind)
  const last = layers[at]
  if (readOut !== 'none' || wish.range !== 'real' || !last || !endsInSigmoid(last)) return undefined
  const value = layers.flatMap(({ kind, params }, i) => {
    if (i !== at) return [{ kind, params }]
    return kind === activation.kind ? [] : [{ kind, params: { ...params, activation: 'linear' } }]
  })
  return { title: takeOut, edits: [{ edit: 'setParam', node, field: 'layers', value }] }
}

const withShape = (shape: Shape, node: string): Fix => ({
  title: `Set the output shape to ${describeShape(shape)}`,
  edits: [{ edit: 'setParam', node, field: 'outputShape', value: shape }],
})

/** Layers without a read-out must be refitted to the new shape, or get a read-out. */
function refit(layers: readonly StackLayer[], shape: Shape, node: string): Fix {
  const fitted = fitLayers(layers, shape)
  const { title, edits } = withShape(shape, node)
  return fitted
    ? {
        title: `Fit the layers to ${describeShape(shape)}`,
        edits: [...edits, { edit: 'setParam', node, field: 'layers', value: asJson(fitted) }],
      }
    : {
        title: `${title} with a dense read-out`,
        edits: [...edits, { edit: 'setParam', node, field: 'readOut', value: 'dense' }],
      }
}

const asJson = (layers: readonly StackLayer[]) => layers.map(({ kind, params }) => ({ kind, params }))

const endsInSigmoid = ({ kind, params }: StackLayer): boolean =>
  (kind === activation.kind ? params.function : params.activation) === 'sigmoid'

const wrongEnd = (node: string, what: string, received: Shape, expected: Shape) =>
  ({
    severity: 'error',
    code: 'shape-mismatch',
    port: 'y',
    field: 'layers',
    message: `The ${what}'s layers end in ${describeShape(received)}, but its output shape is ${describeShape(expected)}.`,
    expected: describeShape(expected),
    received: describeShape(received),
    fixes: [
      { title: 'Add a dense read-out', edits: [{ edit: 'setParam', node, field: 'readOut', value: 'dense' }] },
      {
        title: `Set the output shape to ${describeShape(received)}`,
        edits: [{ edit: 'setParam', node, field: 'outputShape', value: received }],
      },
    ],
  }) as const
