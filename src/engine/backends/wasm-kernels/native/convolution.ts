// Convolutions by our own module: the image is padded, then its windows are multiplied where they lie.
import type { backend_util, TensorInfo } from '@tensorflow/tfjs-core'
import { compose, imageWindow } from '../compose.ts'
import type { WasmBackend } from '../wasm-backend.ts'
import { addressOf, type Native } from './module.ts'

type Convolution = backend_util.Conv2DInfo

interface Epilogue {
  /** `[outChannels]` */
  readonly bias?: TensorInfo | undefined
  readonly relu?: boolean
}

/** @param filter `[height, width, inChannels, outChannels]`. The convolution's dilation is 1. */
export function nativeConvolution(
  backend: WasmBackend,
  native: Native,
  x: TensorInfo,
  filter: TensorInfo,
  convolution: Convolution,
  { bias, relu = false }: Epilogue,
): TensorInfo {
  const { batchSize, outHeight, outWidth, outChannels, strideHeight, strideWidth } = convolution
  return compose(backend, (release) => {
    const seen = release(seenBy(backend, x, convolution))
    const scratch = release(scratchFor(backend, native, convolution))
    const out = backend.makeOutput([batchSize, outHeight, outWidth, outChannels], 'float32')
    native.convolution(
      addressOf(backend, seen),
      addressOf(backend, filter),
      addressOf(backend, out),
      batchSize,
      seen.shape[1]!,
      seen.shape[2]!,
      convolution.inChannels,
      convolution.filterHeight,
      convolution.filterWidth,
      strideHeight,
      strideWidth,
      outChannels,
      0,
      bias ? addressOf(backend, bias) : 0,
      Number(relu),
      addressOf(backend, scratch),
    )
    return out
  })
}

/** The gradient with respect to the image, of a convolution with stride 1: one of dY with the filter read backwards. */
export function nativeInputGradient(
  backend: WasmBackend,
  native: Native,
  dy: TensorInfo,
  filter: TensorInfo,
  convolution: Convolution,
): TensorInfo {
  const { batchSize, inHeight, inWidth, inChannels, outChannels, filterHeight, filterWidth, padInfo } = convolution
  return compose(backend, (release) => {
    const top = padInfo.top - filterHeight + 1
    const left = padInfo.left - filterWidth + 1
    const [height, width] = [inHeight + filterHeight - 1, inWidth + filterWidth - 1]
    const seen = release(imageWindow(backend, dy, top, left, height, width))
    const back = { filterHeight, filterWidth, inChannels: outChannels, outChannels: inChannels }
    const scratch = release(scratchFor(backend, native, back))
    const out = backend.makeOutput([batchSize, inHeight, inWidth, inChannels], 'float32')
    native.convolution(
      addressOf(backend, seen),
      addressOf(backend, filter),
      addressOf(backend, out),
      batchSize,
      height,
      width,
      outChannels,
      filterHeight,
      filterWidth,
      1,
      1,
      inChannels,
      1,
      0,
      0,
      addressOf(backend, scratch),
    )
    return out
  })
}

export function nativeFilterGradient(
  backend: WasmBackend,
  native: Native,
  x: TensorInfo,
  dy: TensorInfo,
  convolution: Convolution,
): TensorInfo {
  const { batchSize, outHeight, outWidth, inChannels, outChannels, filterHeight, filterWidth } = convolution
  return compose(backend, (release) => {
    const seen = release(seenBy(backend, x, convolution))
    const scratch = release(scratchFor(backend, native, convolution))
    const out = backend.makeOutput([filterHeight, filterWidth, inChannels, outChannels], 'float32')
    native.filterGradient(
      addressOf(backend, seen),
      addressOf(backend, dy),
      addressOf(backend, out),
      batchSize,
      seen.shape[1]!,
      seen.shape[2]!,
      inChannels,
      filterHeight,
      filterWidth,
      convolution.strideHeight,
      convolution.strideWidth,
      outHeight,
      outWidth,
      outChannels,
      addressOf(backend, scratch),
    )
    return out
  })
}

/** The image as far as the filter comes, with its padding. */
function seenBy(backend: WasmBackend, x: TensorInfo, convolution: Convolution): TensorInfo {
  const { outHeight, outWidth, filterHeight, filterWidth, strideHeight, strideWidth, padInfo } = convolution
  const height = (outHeight - 1) * strideHeight + filterHeight
  const width = (outWidth - 1) * strideWidth + filterWidth
  return imageWindow(backend, x, -padInfo.top, -padInfo.left, height, width)
}

type Sizes = Pick<Convolution, 'filterHeight' | 'filterWidth' | 'inChannels' | 'outChannels'>

function scratchFor(
  backend: WasmBackend,
  native: Native,
  { filterHeight, filterWidth, inChannels, outChannels }: Sizes,
): TensorInfo {
  return backend.makeOutput([native.convolutionScratch(filterHeight, filterWidth, inChannels, outChannels)], 'float32')
}
