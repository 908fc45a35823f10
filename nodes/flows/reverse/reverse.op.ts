import { type FlowValue, permute } from '../../../src/engine/index.ts'

/** The last axis in reverse order; volume is preserved. x and y `[batch, ..., channels]`. */
export const reverse = {
  forward({ x }: { x: FlowValue }): { y: FlowValue } {
    return { y: turned(x) }
  },
  inverse({ y }: { y: FlowValue }): { x: FlowValue } {
    return { x: turned(y) }
  },
}

function turned({ value, logDet }: FlowValue): FlowValue {
  const extent = value.shape.at(-1) ?? 1
  const order = Array.from({ length: extent }, (_, place) => extent - 1 - place)
  return { value: permute(value, order), logDet }
}
