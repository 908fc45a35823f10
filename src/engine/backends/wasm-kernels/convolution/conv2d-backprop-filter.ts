// Gradient of a convolution with respect to its filter, which TF.js lacks on WASM. On one thread our own module computes
// it; with threads XNNPACK does, to which it is a convolution with the batch and the channels swapped:
//   dW[y, x, c, o] = sum_{b, i, j} X[b, s i + y, s j + x, c] dY[b, i, j, o],
// that is X as [c, h, w, b] convolved with dY as a filter [i, j, b, o] dilated by the stride s.
import { backend_util, type Conv2DBackpropFilterAttrs, type TensorInfo } from '@tensorflow/tfjs-core'
import { callKernel, compose, convolve, imageWindow, transpose, withShape } from '../compose.ts'
import { nativeFilterGradient } from '../native/convolution.ts'
import { singleThreaded } from '../native/module.ts'
import { elementCount, repairKernel, type WasmBackend } from '../wasm-backend.ts'
import { imageShape, requireChannelsLast } from './image-shapes.ts'

type FilterGradientInputs = { x: TensorInfo; dy: TensorInfo }

export const conv2dBackpropFilter = repairKernel<FilterGradientInputs, Conv2DBackpropFilterAttrs>(
  'Conv2DBackpropFilter',
  ({ inputs: { x, dy }, attrs, backend }) => {
    requireChannelsLast('conv2d', attrs.dataFormat)
    const { strides, pad, dimRoundingMode, filterShape } = attrs
    const convolution = backend_util.computeConv2DInfo(imageShape(x), filterShape, strides, 1, pad, dimRoundingMode)
    const { filterHeight, filterWidth, strideHeight, strideWidth, padInfo } = convolution
    const native = singleThreaded(backend)
    if (native) return nativeFilterGradient(backend, native, x, dy, convolution)
    if (isPointwise(convolution)) return pointwiseGradient(backend, x, dy, filterShape)
    return compose(backend, (release) => {
      const channelsAsBatch = release(transpose(backend, x, [3, 1, 2, 0]))
      const seenHeight = (convolution.outHeight - 1) * strideHeight + filterHeight
      const seenWidth = (convolution.outWidth - 1) * strideWidth + filterWidth
      const seen = release(imageWindow(backend, channelsAsBatch, -padInfo.top, -padInfo.left, seenHeight, seenWidth))
      const gradientAsFilter = release(transpose(backend, dy, [1, 2, 0, 3]))
      const gradient = release(convolve(backend, seen, gradientAsFilter, [strideHeight, strideWidth]))
      return transpose(backend, gradient, [1, 2, 0, 3])
    })
  },
)

function isPointwise({
  filterHeight,
  filterWidth,
  strideHeight,
  strideWidth,
  padInfo,
}: backend_util.Conv2DInfo): boolean {
  const { top, bottom, left, right } = padInfo
  return filterHeight * filterWidth * strideHeight * strideWidth === 1 && top + bottom + left + right === 0
}

/** A 1 x 1 filter is one matrix applied to every pixel: dW = Xᵀ dY over all pixels. */
function pointwiseGradient(backend: WasmBackend, x: TensorInfo, dy: TensorInfo, filterShape: number[]): TensorInfo {
  const [, , inChannels = 0, outChannels = 0] = filterShape
  const pixels = elementCount(x.shape.slice(0, 3))
  const product = callKernel(
    backend,
    'BatchMatMul',
    { a: withShape(x, [pixels, inChannels]), b: withShape(dy, [pixels, outChannels]) },
    { transposeA: true, transposeB: false },
  )
  return withShape(product, filterShape)
}
