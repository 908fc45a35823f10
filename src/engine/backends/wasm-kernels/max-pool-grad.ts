// Gradient of max pooling: each output's gradient goes to the first largest element of its window.
// TF.js's own kernel starts its search at the smallest positive float, so a window whose maximum is
// negative passes no gradient on.
import { backend_util, type MaxPoolGradAttrs, type TensorInfo } from '@tensorflow/tfjs-core'
import { imageShape } from './convolution/image-shapes.ts'
import { heapFloats, repairKernel } from './wasm-backend.ts'

type MaxPoolGradInputs = { dy: TensorInfo; input: TensorInfo; output: TensorInfo }

export const maxPoolGrad = repairKernel<MaxPoolGradInputs, MaxPoolGradAttrs>(
  'MaxPoolGrad',
  ({ inputs: { dy, input }, attrs, backend }) => {
    const pool = backend_util.computePool2DInfo(
      imageShape(input),
      attrs.filterSize,
      attrs.strides,
      1,
      attrs.pad,
      attrs.dimRoundingMode,
    )
    const dx = backend.makeOutput(input.shape, 'float32')
    const x = heapFloats(backend, input)
    const outputGradient = heapFloats(backend, dy)
    const inputGradient = heapFloats(backend, dx).fill(0)
    const { inHeight, inWidth, inChannels: channels } = pool

    let position = 0
    for (let image = 0; image < pool.batchSize; image++) {
      const imageStart = image * inHeight * inWidth * channels
      for (let outRow = 0; outRow < pool.outHeight; outRow++) {
        const top = outRow * pool.strideHeight - pool.padInfo.top
        const firstRow = Math.max(0, top)
        const endRow = Math.min(inHeight, top + pool.filterHeight)
        for (let outColumn = 0; outColumn < pool.outWidth; outColumn++) {
          const left = outColumn * pool.strideWidth - pool.padInfo.left
          const firstColumn = Math.max(0, left)
          const endColumn = Math.min(inWidth, left + pool.filterWidth)
          for (let channel = 0; channel < channels; channel++) {
            let largest = -1
            for (let row = firstRow; row < endRow; row++) {
              for (let column = firstColumn; column < endColumn; column++) {
                const i = imageStart + (row * inWidth + column) * channels + channel
                if (largest < 0 || x[i]! > x[largest]!) largest = i
              }
            }
            if (largest >= 0) inputGradient[largest]! += outputGradient[position]!
            position++
          }
        }
      }
    }
    return dx
  },
)
