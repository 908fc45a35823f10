import { permutation as randomOrder } from '../../../src/engine/random/draws.ts'
import { randomStream } from '../../../src/engine/random/random-stream.ts'
import { defineTransform } from '../../../src/graph/define.ts'
import { integer } from '../../../src/graph/fields.ts'
import type { RoutedElement } from '../../../src/graph/routing.ts'
import { flow, type Shape, sizeOf } from '../../../src/graph/signals.ts'
import { channelsOf, flowInput, flowOutput, noFlowAxis } from '../flow-ports.ts'

/** The source index of each output element: the last axis in the order drawn from the seed. */
export function permutedElements(seed: number, shape: Shape): readonly RoutedElement[] {
  const extent = channelsOf(shape) ?? 1
  const order = randomOrder(randomStream(seed, 'permutation', 0), extent)
  return Array.from({ length: sizeOf(shape) }, (_, to) => {
    const place = to % extent
    return { from: to - place + (order[place] ?? place), touched: false }
  })
}

export const permutation = defineTransform({
  kind: 'flows/permutation',
  role: 'transform',
  family: 'flows',
  title: 'Permutation',
  version: 1,
  summary: 'Permutes the elements of a vector or the channels of an image in a fixed random order.',
  keywords: ['shuffle', 'order', 'mix'],
  fields: {
    seed: integer({
      title: 'Seed',
      help: 'Random seed. Each seed gives a different order.',
      initial: 1,
      min: 0,
      max: 4_294_967_295,
    }),
  },
  inputs: flowInput,
  outputs: flowOutput,
  infer({ inputs: { x } }) {
    if (channelsOf(x.shape) === undefined) return { outputs: {}, problems: [noFlowAxis('Permutation')] }
    return { outputs: { y: flow(x.shape, x.range) } }
  },
  callParams: ['seed'],
  routing: ({ params: { seed }, inputs: { x } }) => ({ outputs: { y: permutedElements(seed, x.shape) } }),
})
