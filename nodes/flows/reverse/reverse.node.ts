import { defineTransform } from '../../../src/graph/define.ts'
import { flow, sizeOf } from '../../../src/graph/signals.ts'
import { channelsOf, flowInput, flowOutput, noFlowAxis } from '../flow-ports.ts'

export const reverse = defineTransform({
  kind: 'flows/reverse',
  role: 'transform',
  family: 'flows',
  title: 'Reverse',
  version: 1,
  summary: 'Reverses the elements of a vector or the channels of an image.',
  keywords: ['flip', 'order', 'permutation', 'swap'],
  fields: {},
  inputs: flowInput,
  outputs: flowOutput,
  infer({ inputs: { x } }) {
    if (channelsOf(x.shape) === undefined) return { outputs: {}, problems: [noFlowAxis('Reverse')] }
    return { outputs: { y: flow(x.shape, x.range) } }
  },
  callParams: [],
  routing({ inputs: { x } }) {
    const extent = channelsOf(x.shape) ?? 1
    const mirror = (place: number) => place - (place % extent) + (extent - 1 - (place % extent))
    return {
      outputs: { y: Array.from({ length: sizeOf(x.shape) }, (_, to) => ({ from: mirror(to), touched: false })) },
    }
  },
})
