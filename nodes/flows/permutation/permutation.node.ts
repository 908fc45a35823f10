import { defineTransform } from '../../../src/graph/define.ts'
import { integer } from '../../../src/graph/fields.ts'
import { flow, sizeOf } from '../../../src/graph/signals.ts'
import { channelsOf, flowInput, flowOutput, noFlowAxis } from '../flow-ports.ts'

export const permutation = defineTransform({
  kind: 'flows/permutation',
  role: 'transform',
  family: 'flows',
  title: 'Permutation',
  version: 1,
  summary: 'Puts the elements of a vector, or the channels of an image, in a fixed random order.',
  keywords: ['shuffle', 'order', 'mix'],
  fields: {
    seed: integer({ title: 'Seed', help: 'Each seed is another order.', initial: 1, min: 0, max: 4_294_967_295 }),
  },
  inputs: flowInput,
  outputs: flowOutput,
  infer({ inputs: { x } }) {
    if (channelsOf(x.shape) === undefined) return { outputs: {}, problems: [noFlowAxis('Permutation')] }
    return { outputs: { y: flow(x.shape, x.range) } }
  },
  callParams: ['seed'],
  /** The order is drawn where the model runs; here every element is taken to end up where another was. */
  routing: ({ inputs: { x } }) => ({
    outputs: { y: Array.from({ length: sizeOf(x.shape) }, (_, from) => ({ from, touched: true })) },
  }),
})
