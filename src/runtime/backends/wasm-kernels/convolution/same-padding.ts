// The forward convolutions with 'same' padding. Where the filter is smaller than the stride along one
// axis, XNNPACK's own arithmetic for 'same' underflows, and TF.js silently returns zeros; the same
// padding given in numbers is computed correctly.
import { backend_util, type Conv2DAttrs, type TensorInfo } from '@tensorflow/tfjs-core'
import { type KernelRepair, repairKernel } from '../wasm-backend.ts'
import { imageShape } from './image-shapes.ts'

type ConvolutionInputs = { x: TensorInfo; filter: TensorInfo }

export const conv2d = withPaddingInNumbers('Conv2D', false)
export const fusedConv2d = withPaddingInNumbers('FusedConv2D', false)
export const depthwiseConv2d = withPaddingInNumbers('DepthwiseConv2dNative', true)
export const fusedDepthwiseConv2d = withPaddingInNumbers('FusedDepthwiseConv2D', true)

function withPaddingInNumbers(kernelName: string, isDepthwise: boolean): KernelRepair {
  return repairKernel<ConvolutionInputs, Conv2DAttrs>(kernelName, ({ inputs, attrs, stock }) => {
    const { strides, dilations, pad, dimRoundingMode } = attrs
    if (pad !== 'same') return stock(inputs, attrs)
    const filterShape = imageShape(inputs.filter)
    const [filterHeight, filterWidth] = filterShape
    const [strideHeight, strideWidth] = typeof strides === 'number' ? [strides, strides] : strides
    if (filterHeight >= strideHeight && filterWidth >= strideWidth) return stock(inputs, attrs)
    const { padInfo } = backend_util.computeConv2DInfo(
      imageShape(inputs.x),
      filterShape,
      strides,
      dilations,
      pad,
      dimRoundingMode,
      isDepthwise,
    )
    const { top, bottom, left, right } = padInfo
    return stock(inputs, {
      ...attrs,
      pad: [
        [0, 0],
        [top, bottom],
        [left, right],
        [0, 0],
      ],
    })
  })
}
