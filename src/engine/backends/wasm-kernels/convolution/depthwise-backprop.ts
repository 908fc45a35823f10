// Gradients of a depthwise convolution, which TF.js lacks on WASM. Every channel has its own small
// filter, so there is no matrix product to hand to XNNPACK: both gradients are direct sums
//   dW[y, x, c, m] = sum_{b, i, j} X[b, s i + y - p, s j + x - p, c] dY[b, i, j, c M + m]
//   dX[b, s i + y - p, s j + x - p, c] = sum over the same terms of dY[b, i, j, c M + m] W[y, x, c, m].
import {
  backend_util,
  type DepthwiseConv2dNativeBackpropFilterAttrs,
  type DepthwiseConv2dNativeBackpropInputAttrs,
  type TensorInfo,
} from '@tensorflow/tfjs-core'
import { heapFloats, repairKernel } from '../wasm-backend.ts'
import { imageShape } from './image-shapes.ts'

type Shape4D = [number, number, number, number]

export const depthwiseBackpropFilter = repairKernel<
  { x: TensorInfo; dy: TensorInfo },
  DepthwiseConv2dNativeBackpropFilterAttrs
>('DepthwiseConv2dNativeBackpropFilter', ({ inputs, attrs, backend }) => {
  const convolution = depthwiseConvolution(imageShape(inputs.x), attrs.filterShape, attrs)
  const { inChannels, outChannels } = convolution
  const multiplier = outChannels / inChannels
  const out = backend.makeOutput(attrs.filterShape, 'float32')
  const x = heapFloats(backend, inputs.x)
  const dy = heapFloats(backend, inputs.dy)
  const totals = new Float64Array(convolution.filterHeight * convolution.filterWidth * outChannels)
  const meetings = meetingsOf(convolution)
  for (let image = 0; image < convolution.batchSize; image++) {
    const { xImage, dyImage } = imageStarts(convolution, image)
    for (let k = 0; k < meetings.length; k += 3) {
      const xStart = xImage + meetings[k]!
      const dyStart = dyImage + meetings[k + 1]!
      const filterStart = meetings[k + 2]!
      for (let m = 0; m < multiplier; m++) {
        for (let channel = 0, i = m; channel < inChannels; channel++, i += multiplier) {
          totals[filterStart + i]! += x[xStart + channel]! * dy[dyStart + i]!
        }
      }
    }
  }
  heapFloats(backend, out).set(totals)
  return out
})

export const depthwiseBackpropInput = repairKernel<
  { dy: TensorInfo; filter: TensorInfo },
  DepthwiseConv2dNativeBackpropInputAttrs
>('DepthwiseConv2dNativeBackpropInput', ({ inputs, attrs, backend }) => {
  const convolution = depthwiseConvolution(attrs.inputShape, imageShape(inputs.filter), attrs)
  const { inChannels, outChannels } = convolution
  const multiplier = outChannels / inChannels
  const out = backend.makeOutput(attrs.inputShape, 'float32')
  const filter = heapFloats(backend, inputs.filter)
  const dy = heapFloats(backend, inputs.dy)
  const dx = heapFloats(backend, out).fill(0)
  const meetings = meetingsOf(convolution)
  for (let image = 0; image < convolution.batchSize; image++) {
    const { xImage, dyImage } = imageStarts(convolution, image)
    for (let k = 0; k < meetings.length; k += 3) {
      const xStart = xImage + meetings[k]!
      const dyStart = dyImage + meetings[k + 1]!
      const filterStart = meetings[k + 2]!
      for (let m = 0; m < multiplier; m++) {
        for (let channel = 0, i = m; channel < inChannels; channel++, i += multiplier) {
          dx[xStart + channel]! += filter[filterStart + i]! * dy[dyStart + i]!
        }
      }
    }
  }
  return out
})

function depthwiseConvolution(
  inShape: Shape4D,
  filterShape: Shape4D,
  attrs: Omit<DepthwiseConv2dNativeBackpropFilterAttrs, 'filterShape'>,
): backend_util.Conv2DInfo {
  const { strides, dilations, pad, dimRoundingMode } = attrs
  return backend_util.computeConv2DInfo(inShape, filterShape, strides, dilations, pad, dimRoundingMode, true)
}

function imageStarts(convolution: backend_util.Conv2DInfo, image: number): { xImage: number; dyImage: number } {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, outChannels } = convolution
  return { xImage: image * inHeight * inWidth * inChannels, dyImage: image * outHeight * outWidth * outChannels }
}

/**
 * Every meeting of an input pixel, an output pixel and a tap of the filter within one image, as three
 * numbers: the position of their first channel in the input image, the output image and the filter.
 */
function meetingsOf(convolution: backend_util.Conv2DInfo): Int32Array {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, padInfo } = convolution
  const { filterHeight, filterWidth, strideHeight, strideWidth, dilationHeight, dilationWidth } = convolution
  const meetings = new Int32Array(3 * outHeight * outWidth * filterHeight * filterWidth)
  let length = 0
  for (let outRow = 0; outRow < outHeight; outRow++) {
    for (let outColumn = 0; outColumn < outWidth; outColumn++) {
      for (let y = 0; y < filterHeight; y++) {
        const row = outRow * strideHeight + y * dilationHeight - padInfo.top
        if (row < 0 || row >= inHeight) continue
        for (let x = 0; x < filterWidth; x++) {
          const column = outColumn * strideWidth + x * dilationWidth - padInfo.left
          if (column < 0 || column >= inWidth) continue
          meetings[length++] = (row * inWidth + column) * inChannels
          meetings[length++] = (outRow * outWidth + outColumn) * outChannels
          meetings[length++] = (y * filterWidth + x) * outChannels
        }
      }
    }
  }
  return meetings.subarray(0, length)
}
