import { defineNode } from '../../../src/graph/define.ts'
import { integer } from '../../../src/graph/fields.ts'
import { describeShape, tensor } from '../../../src/graph/signals.ts'
import { activationField, expandActivation, withoutSigmoid } from '../activation/activation.node.ts'
import { insertFlatten } from '../flatten/flatten.node.ts'

export const dense = defineNode({
  kind: 'layers/dense',
  role: 'layer',
  family: 'layers',
  title: 'Dense',
  version: 1,
  summary: 'A learned matrix and bias.',
  keywords: ['linear', 'fully connected', 'affine', 'mlp'],
  fields: {
    // Sizes that exceed memory are reported with the bytes they would need.
    units: integer({ title: 'Units', help: 'Length of the output vector.', initial: 64, min: 1, max: 2 ** 30 }),
    activation: activationField,
  },
  inputs: { x: { signal: 'tensor', title: 'x', help: 'A vector.' } },
  outputs: { y: { signal: 'tensor', title: 'y', help: 'A vector with one element per unit.' } },
  expand: ({ params }) => expandActivation('layers/dense', params),
  granting: withoutSigmoid,
  infer({ node, params, inputs }) {
    const { shape } = inputs.x
    if (shape.length === 1) return { outputs: { y: tensor([params.units]) } }
    return {
      outputs: {},
      problems: [
        {
          severity: 'error',
          code: 'rank-mismatch',
          port: 'x',
          message: `Dense takes a vector, but x is ${describeShape(shape)}.`,
          expected: 'a vector',
          received: describeShape(shape),
          fixes: [insertFlatten(node, 'x')],
        },
      ],
    }
  },
  weights(params, { x }) {
    const fanIn = x.shape[0] ?? 1
    return {
      kernel: {
        shape: [fanIn, params.units],
        initialiser: { initialiser: 'fanInUniform', fanIn },
      },
      bias: { shape: [params.units], initialiser: { initialiser: 'fanInUniform', fanIn } },
    }
  },
  callParams: [],
  multiplyAdds: (params, { x }) => (x.shape[0] ?? 0) * params.units,
})
