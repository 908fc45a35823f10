import { type FlowValue, opposite, permute } from '../../../src/engine/index.ts'
import { permutation as randomOrder } from '../../../src/engine/random/draws.ts'
import { randomStream } from '../../../src/engine/random/random-stream.ts'

interface Params {
  readonly seed: number
}

/** The last axis in a fixed order drawn from the seed; volume is preserved. x and y `[batch, ..., channels]`. */
export const permutation = {
  forward({ x }: { x: FlowValue }, { seed }: Params): { y: FlowValue } {
    return { y: { value: permute(x.value, orderOf(seed, x)), logDet: x.logDet } }
  },
  inverse({ y }: { y: FlowValue }, { seed }: Params): { x: FlowValue } {
    return { x: { value: permute(y.value, opposite(orderOf(seed, y))), logDet: y.logDet } }
  },
}

const orderOf = (seed: number, { value }: FlowValue): number[] => [
  ...randomOrder(randomStream(seed, 'permutation', 0), value.shape.at(-1) ?? 1),
]
