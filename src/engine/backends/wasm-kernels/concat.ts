// Concatenation on WASM. TF.js makes an array object for every row of every part; here each part is copied in one call.
import { backend_util, type ConcatAttrs, type TensorInfo, util } from '@tensorflow/tfjs-core'
import { addressOf, nativeOf } from './native/module.ts'
import { elementCount, repairKernel } from './wasm-backend.ts'

export const concat = repairKernel<Record<string, TensorInfo>, ConcatAttrs>(
  'Concat',
  ({ inputs, attrs, backend, stock }) => {
    const parts = Object.values(inputs)
    const native = nativeOf(backend)
    if (!native || parts.some(({ dtype }) => dtype !== 'float32')) return stock(inputs, attrs)
    const shapes = parts.map(({ shape }) => shape)
    const [axis = 0] = util.parseAxisParam(attrs.axis, shapes[0]!)
    backend_util.assertParamsConsistent(shapes, axis)
    const out = backend.makeOutput(backend_util.computeOutShape(shapes, axis), 'float32')
    const to = addressOf(backend, out)
    const blocks = elementCount(out.shape.slice(0, axis))
    const step = elementCount(out.shape.slice(axis))
    let place = 0
    for (const part of parts) {
      const length = elementCount(part.shape.slice(axis))
      native.copyBlocks(addressOf(backend, part), to + place * 4, blocks, length, length, step)
      place += length
    }
    return out
  },
)
