import { type FlowValue, squeeze as squeezed, unsqueeze } from '../../../src/engine/index.ts'

/** x `[batch, height, width, c]`, y `[batch, height / 2, width / 2, 4 c]`; volume is preserved. */
export const squeeze = {
  forward({ x }: { x: FlowValue }): { y: FlowValue } {
    return { y: { value: squeezed(x.value), logDet: x.logDet } }
  },
  inverse({ y }: { y: FlowValue }): { x: FlowValue } {
    return { x: { value: unsqueeze(y.value), logDet: y.logDet } }
  },
}
