// Gradient of a convolution with respect to its input; also the forward pass of a transposed
// convolution. With h + p = s q + r (p padding, s stride, r the phase in [0, s)) it reads
//   dX[h] = sum_j dY[q - j] W[s j + r],
// so each phase is a plain convolution of dY with every s-th row of the flipped filter. All phases run
// as extra output channels of one convolution, whose channels are then laid out as pixels.
import { backend_util, type Conv2DBackpropInputAttrs, type TensorInfo } from '@tensorflow/tfjs-core'
import { callKernel, compose, convolve, imageWindow, reverse, transpose, withShape } from '../compose.ts'
import { nativeInputGradient } from '../native/convolution.ts'
import { singleThreaded } from '../native/module.ts'
import { repairKernel, type WasmBackend } from '../wasm-backend.ts'
import { imageShape, requireChannelsLast } from './image-shapes.ts'

type InputGradientInputs = { dy: TensorInfo; filter: TensorInfo }

export const conv2dBackpropInput = repairKernel<InputGradientInputs, Conv2DBackpropInputAttrs>(
  'Conv2DBackpropInput',
  ({ inputs: { dy, filter }, attrs, backend }) => {
    requireChannelsLast('conv2d', attrs.dataFormat)
    const { strides, pad, dimRoundingMode, inputShape } = attrs
    const filterShape = imageShape(filter)
    const convolution = backend_util.computeConv2DInfo(inputShape, filterShape, strides, 1, pad, dimRoundingMode)
    const { inHeight, inWidth, filterHeight, filterWidth, strideHeight, strideWidth, padInfo } = convolution
    const native = singleThreaded(backend)
    if (native && strideHeight * strideWidth === 1) return nativeInputGradient(backend, native, dy, filter, convolution)
    const rows = phasesAlong(inHeight, filterHeight, strideHeight, padInfo.top)
    const columns = phasesAlong(inWidth, filterWidth, strideWidth, padInfo.left)

    return compose(backend, (release) => {
      const phaseFilter = release(filterByPhase(backend, filter, rows, columns))
      const seen = release(imageWindow(backend, dy, rows.seenFrom, columns.seenFrom, rows.seenSize, columns.seenSize))
      const byPhase = release(convolve(backend, seen, phaseFilter))
      const isStrided = strideHeight * strideWidth > 1
      const pixels = isStrided ? release(phasesToPixels(backend, byPhase, strideHeight, strideWidth)) : byPhase
      return imageWindow(backend, pixels, rows.offset, columns.offset, inHeight, inWidth)
    })
  },
)

/** How one axis of the input divides into phases. */
type Phases = {
  stride: number
  /** Rows of the filter that one phase meets; the filter is padded to `taps * stride` rows. */
  taps: number
  /** The rows of dY that matter, the first possibly before its start. */
  seenFrom: number
  seenSize: number
  /** Rows to drop before the first input row. */
  offset: number
}

function phasesAlong(inSize: number, filterSize: number, stride: number, padBefore: number): Phases {
  const taps = Math.ceil(filterSize / stride)
  const firstQuotient = Math.floor(padBefore / stride)
  const lastQuotient = Math.floor((inSize - 1 + padBefore) / stride)
  return {
    stride,
    taps,
    seenFrom: firstQuotient - (taps - 1),
    seenSize: lastQuotient - firstQuotient + taps,
    offset: padBefore - firstQuotient * stride,
  }
}

/** The filter [height, width, in, out] as [row taps, column taps, out, row phases * column phases * in], flipped. */
function filterByPhase(backend: WasmBackend, filter: TensorInfo, rows: Phases, columns: Phases): TensorInfo {
  const [height, width, inChannels, outChannels] = imageShape(filter)
  const missingRows = rows.taps * rows.stride - height
  const missingColumns = columns.taps * columns.stride - width
  return compose(backend, (release) => {
    let whole = filter
    if (missingRows + missingColumns > 0) {
      const paddings = [
        [0, missingRows],
        [0, missingColumns],
        [0, 0],
        [0, 0],
      ]
      whole = release(callKernel(backend, 'PadV2', { x: filter }, { paddings, constantValue: 0 }))
    }
    const rowLength = rows.stride * columns.taps * columns.stride * inChannels * outChannels
    const flippedRows = release(reverse(backend, withShape(whole, [rows.taps, rowLength]), 0))
    const columnLength = columns.stride * inChannels * outChannels
    const byColumn = withShape(flippedRows, [rows.taps * rows.stride, columns.taps, columnLength])
    const flipped = release(reverse(backend, byColumn, 1))
    const split = [rows.taps, rows.stride, columns.taps, columns.stride, inChannels, outChannels]
    const phasesLast = transpose(backend, withShape(flipped, split), [0, 2, 5, 1, 3, 4])
    const phaseChannels = rows.stride * columns.stride * inChannels
    return withShape(phasesLast, [rows.taps, columns.taps, outChannels, phaseChannels])
  })
}

/** [batch, height, width, row phases * column phases * channels] to an image enlarged by the strides. */
function phasesToPixels(
  backend: WasmBackend,
  byPhase: TensorInfo,
  strideHeight: number,
  strideWidth: number,
): TensorInfo {
  const [batch, height, width, phaseChannels] = imageShape(byPhase)
  const channels = phaseChannels / (strideHeight * strideWidth)
  const split = [batch, height, width, strideHeight, strideWidth, channels]
  const interleaved = transpose(backend, withShape(byPhase, split), [0, 1, 3, 2, 4, 5])
  return withShape(interleaved, [batch, height * strideHeight, width * strideWidth, channels])
}
