import { defineNode } from '../../../src/graph/define.ts'
import type { TensorSpec } from '../../../src/graph/definition.ts'
import { integer, type ParamsOf, toggle } from '../../../src/graph/fields.ts'
import type { PortProblem } from '../../../src/graph/problems.ts'
import { describeShape, type Shape, tensor } from '../../../src/graph/signals.ts'
import { maskFields } from '../made/fields.ts'

const fields = {
  ...maskFields,
  inputs: integer({ title: 'Inputs', help: 'Number of elements of the data.', initial: 784, min: 1, max: 1_048_576 }),
  layer: integer({
    title: 'Layer',
    help: 'Index of this layer in the network, from 1; the one after the hidden layers is the output layer.',
    initial: 1,
    min: 1,
    max: 17,
  }),
  outputs: integer({
    title: 'Outputs of an element',
    help: 'Number of outputs of the last layer for each element.',
    initial: 1,
    min: 1,
    max: 4096,
  }),
  direct: toggle({ title: 'Direct', help: 'The output layer also sees the data directly.', initial: false }),
} as const

type Params = ParamsOf<typeof fields>

/** Widths and connectivity numbers of one layer in its network. */
function sidesOf({ hidden, layer, inputs, outputs, direct }: Params) {
  const isOutput = layer > hidden.length
  const below = layer > 1 ? (hidden[layer - 2] ?? 0) : inputs
  const isDirect = isOutput && direct && layer > 1
  return {
    below,
    fanIn: isDirect ? inputs + below : below,
    units: isOutput ? inputs * outputs : (hidden[layer - 1] ?? 0),
    from: isDirect ? [0, layer - 1] : [layer - 1],
    to: isOutput ? ('outputs' as const) : [layer],
    repeats: isOutput ? outputs : 1,
  }
}

const isWholeSequence = ({ order, sequence, inputs }: Params): boolean =>
  order !== 'chosen' ||
  (sequence.length === inputs && new Set(sequence).size === inputs && sequence.every((element) => element <= inputs))

function wrongSequence({ sequence, inputs }: Params): PortProblem {
  const expected = `each number from 1 to ${inputs} once`
  return {
    severity: 'error',
    code: 'wrong-sequence',
    field: 'sequence',
    message: `The sequence must name every element of the data once, so ${expected}, but it is ${sequence.join(', ') || 'empty'}.`,
    expected,
    received: sequence.join(', ') || 'nothing',
  }
}

/** With several masks, one vector per mask. */
const perMask = (masks: number, units: number): Shape => (masks === 1 ? [units] : [masks, units])

export const maskedDense = defineNode({
  kind: 'masked/masked-dense',
  role: 'layer',
  family: 'masked',
  title: 'Masked dense',
  version: 1,
  summary: 'A dense layer of a masked autoencoder, without connections that look ahead.',
  hidden: true,
  fields,
  inputs: {
    x: { signal: 'tensor', title: 'x', help: 'The data, or the output of the previous layer.' },
    data: { signal: 'tensor', title: 'data', help: 'The data, if the outputs see it directly.', optional: true },
  },
  outputs: { y: { signal: 'tensor', title: 'y', help: 'A vector, or with several masks one vector for each.' } },
  ports: () => ({
    inputs: { x: { signal: 'tensor', title: 'x', help: 'The data, or the output of the previous layer.' } },
    outputs: { y: { signal: 'tensor', title: 'y', help: 'A vector, or with several masks one vector for each.' } },
  }),
  infer({ params, inputs: { x } }) {
    const { below, units } = sidesOf(params)
    if (params.layer === 1 && !isWholeSequence(params)) return { outputs: {}, problems: [wrongSequence(params)] }
    if (x.shape.at(-1) === below) return { outputs: { y: tensor(perMask(params.masks, units)) } }
    return {
      outputs: {},
      problems: [
        {
          severity: 'error',
          code: 'size-mismatch',
          port: 'x',
          message: `Masked dense: layer ${params.layer} takes a vector of ${below}, but x is ${describeShape(x.shape)}.`,
          expected: String(below),
          received: describeShape(x.shape),
        },
      ],
    }
  },
  weights(params) {
    const { fanIn, units } = sidesOf(params)
    const initialiser = { initialiser: 'fanInUniform', fanIn } as const
    return { kernel: { shape: [fanIn, units], initialiser }, bias: { shape: [units], initialiser } }
  },
  state(params) {
    const { fanIn, units, from, to, repeats } = sidesOf(params)
    const { inputs, hidden, order, sequence, masks, seed } = params
    const network = { initialiser: 'autoregressiveDegrees', inputs, hidden, order, sequence, masks, seed } as const
    const degrees = (width: number, layers: readonly number[] | 'outputs', times: number): TensorSpec => ({
      shape: [masks, width],
      initialiser: { ...network, layers, repeats: times },
    })
    return {
      inputDegrees: degrees(fanIn, from, 1),
      outputDegrees: degrees(units, to, repeats),
      turn: { shape: [], initialiser: { initialiser: 'zeros' } },
    }
  },
  callParams: [],
  isIncremental: true,
  usesContext: true,
  multiplyAdds: (params) => sidesOf(params).fanIn * sidesOf(params).units,
})
