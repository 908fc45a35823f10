import { defineNetwork } from '../../../src/graph/definition.ts'
import { choice, layerStack, shapeField } from '../../../src/graph/fields.ts'
import { describeShape, type Shape, sameShape, sizeOf } from '../../../src/graph/signals.ts'
import { dense } from '../../layers/dense/dense.node.ts'
import { reshape } from '../../layers/reshape/reshape.node.ts'
import { addDense, addLayer, addStack, startLine } from '../layer-stack.ts'

export const decoder = defineNetwork({
  kind: 'networks/decoder',
  role: 'network',
  family: 'networks',
  title: 'Decoder',
  version: 1,
  summary: 'A stack of layers from the latent to data: logits or means, any real numbers.',
  keywords: ['generator', 'generative network', 'likelihood', 'stack', 'mlp', 'deconvolution'],
  fields: {
    layers: layerStack({
      title: 'Layers',
      help: 'From the latent on. A dense layer that meets an image flattens it.',
      initial: [{ kind: dense.kind, params: { units: 400, activation: 'relu' } }],
    }),
    outputShape: shapeField({
      title: 'Output shape',
      help: 'Of one example, as the data has it.',
      initial: [28, 28, 1],
    }),
    readOut: choice({
      title: 'Read-out',
      help: 'A dense read-out gives every element of the output a linear unit; with none, the layers must end in the output shape.',
      initial: 'dense',
      choices: [
        { value: 'dense', title: 'Dense, to the output shape' },
        { value: 'none', title: 'None' },
      ],
    }),
  },
  inputs: { z: { signal: 'tensor', title: 'z', help: 'The latent.' } },
  outputs: { y: { signal: 'tensor', title: 'y', help: 'Logits or means, in the output shape.' } },
  expand({ node, params, inputs: { z } }) {
    const { layers, outputShape, readOut } = params
    const stack = addStack(startLine('z', z), layers)
    if (readOut === 'none') {
      if (stack.signal && !sameShape(stack.signal.shape, outputShape)) {
        return { problems: [wrongEnd(node, stack.signal.shape, outputShape)] }
      }
      return { calls: stack.calls, outputs: { y: stack.end } }
    }
    const flat = addDense(stack, 'output', { units: sizeOf(outputShape), activation: 'linear' })
    const { calls, end } =
      outputShape.length === 1 ? flat : addLayer(flat, 'reshapeOutput', reshape.kind, { shape: outputShape })
    return { calls, outputs: { y: end } }
  },
})

const wrongEnd = (node: string, received: Shape, expected: Shape) =>
  ({
    severity: 'error',
    code: 'shape-mismatch',
    port: 'y',
    field: 'layers',
    message: `The decoder's layers end in ${describeShape(received)}, but its output shape is ${describeShape(expected)}.`,
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
