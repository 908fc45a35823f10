// The forward convolutions. On one thread our own module computes those that are not depthwise; it packs nothing ahead of
// time, so that nothing goes stale. The others have one fault, with 'same' padding: where the filter is smaller than the stride along one
// axis, XNNPACK's own arithmetic for 'same' underflows, and TF.js silently returns zeros; the same
// padding given in numbers is computed correctly.
import { backend_util, type Conv2DAttrs, type TensorInfo } from '@tensorflow/tfjs-core'
import { nativeConvolution } from '../native/convolution.ts'
import { singleThreaded } from '../native/module.ts'
import { elementCount, type KernelRepair, repairKernel, type WasmBackend } from '../wasm-backend.ts'
import { imageShape } from './image-shapes.ts'

type ConvolutionInputs = {
  x: TensorInfo
  filter: TensorInfo
  bias?: TensorInfo
  preluActivationWeights?: TensorInfo
}
type Attrs = Conv2DAttrs & { readonly activation?: backend_util.Activation }

export const conv2d = withPaddingInNumbers('Conv2D', false)
export const fusedConv2d = withPaddingInNumbers('FusedConv2D', false)
export const depthwiseConv2d = withPaddingInNumbers('DepthwiseConv2dNative', true)
export const fusedDepthwiseConv2d = withPaddingInNumbers('FusedDepthwiseConv2D', true)

function withPaddingInNumbers(kernelName: string, isDepthwise: boolean): KernelRepair {
  return repairKernel<ConvolutionInputs, Attrs>(kernelName, ({ inputs, attrs, backend, stock }) => {
    const own = isDepthwise ? null : ownConvolution(backend, inputs, attrs)
    if (own) return own
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

/** Null where the module is not to compute it. */
function ownConvolution(backend: WasmBackend, inputs: ConvolutionInputs, attrs: Attrs): TensorInfo | null {
  const native = singleThreaded(backend)
  const { x, filter, bias, preluActivationWeights } = inputs
  const { strides, dilations, pad, dimRoundingMode, dataFormat, activation = 'linear' } = attrs
  const isPlain = [dilations].flat().every((dilation) => dilation === 1) && dataFormat === 'NHWC'
  const isKnown = (activation === 'linear' || activation === 'relu') && !preluActivationWeights
  if (!native || !isPlain || !isKnown || x.dtype !== 'float32' || filter.dtype !== 'float32') return null
  const shape = imageShape(filter)
  if (bias && elementCount(bias.shape) !== shape[3]) return null
  const convolution = backend_util.computeConv2DInfo(imageShape(x), shape, strides, 1, pad, dimRoundingMode)
  return nativeConvolution(backend, native, x, filter, convolution, { bias, relu: activation === 'relu' })
}
