// Kernels built from other kernels: every step returns a tensor that the caller owns, and `compose`
// releases all of them but the result, also when a step throws.
import { getKernel, type NamedAttrMap, type NamedTensorInfoMap, type TensorInfo } from '@tensorflow/tfjs-core'
import { addressOf, nativeOf } from './native/module.ts'
import { singleOutput, type WasmBackend } from './wasm-backend.ts'

/** Marks an intermediate tensor for release once the composed kernel is done. */
type Release = (intermediate: TensorInfo) => TensorInfo

export function compose<Output>(backend: WasmBackend, run: (release: Release) => Output): Output {
  const intermediates: TensorInfo[] = []
  try {
    return run((intermediate) => {
      intermediates.push(intermediate)
      return intermediate
    })
  } finally {
    for (const { dataId } of intermediates) backend.disposeData(dataId)
  }
}

/** The same numbers under another shape: neither a copy nor a new owner. */
export function withShape(tensor: TensorInfo, shape: number[]): TensorInfo {
  return { dataId: tensor.dataId, shape, dtype: tensor.dtype }
}

export function callKernel(
  backend: WasmBackend,
  kernelName: string,
  inputs: NamedTensorInfoMap,
  attrs: NamedAttrMap,
): TensorInfo {
  const kernel = getKernel(kernelName, 'wasm')
  if (kernel === undefined) {
    throw new Error(`${kernelName}: not registered for WASM; @tensorflow/tfjs-backend-wasm must be imported first.`)
  }
  return singleOutput(kernelName, kernel.kernelFunc({ inputs, attrs, backend }))
}

export function transpose(backend: WasmBackend, x: TensorInfo, perm: number[]): TensorInfo {
  return callKernel(backend, 'Transpose', { x }, { perm })
}

export function reverse(backend: WasmBackend, x: TensorInfo, axis: number): TensorInfo {
  return callKernel(backend, 'Reverse', { x }, { dims: [axis] })
}

/** Swaps the last two axes. */
export function transposeMatrices(backend: WasmBackend, x: TensorInfo): TensorInfo {
  const rank = x.shape.length
  const perm = [...x.shape.keys()]
  perm[rank - 2] = rank - 1
  perm[rank - 1] = rank - 2
  return transpose(backend, x, perm)
}

/** Stride 1 and no padding: the case that XNNPACK runs at full speed. */
export function convolve(
  backend: WasmBackend,
  x: TensorInfo,
  filter: TensorInfo,
  dilations: [number, number] = [1, 1],
): TensorInfo {
  return callKernel(
    backend,
    'Conv2D',
    { x, filter },
    {
      strides: [1, 1],
      pad: 'valid',
      dataFormat: 'NHWC',
      dilations,
    },
  )
}

/**
 * The rows [top, top + height) and columns [left, left + width) of an NHWC image, zero where the
 * image has none; `top` and `left` may be negative.
 */
export function imageWindow(
  backend: WasmBackend,
  image: TensorInfo,
  top: number,
  left: number,
  height: number,
  width: number,
): TensorInfo {
  const [batch = 0, imageHeight = 0, imageWidth = 0, channels = 0] = image.shape
  const above = Math.max(0, -top)
  const before = Math.max(0, -left)
  const below = Math.max(0, top + height - imageHeight)
  const after = Math.max(0, left + width - imageWidth)
  const isPadded = above + before + below + after > 0
  if (!isPadded && height === imageHeight && width === imageWidth) {
    backend.incRef(image.dataId)
    return image
  }
  const native = nativeOf(backend)
  if (native) {
    const out = backend.makeOutput([batch, height, width, channels], 'float32')
    const [from, to] = [addressOf(backend, image), addressOf(backend, out)]
    native.imageWindow(from, to, batch, imageHeight, imageWidth, channels, top, left, height, width)
    return out
  }
  return compose(backend, (release) => {
    if (!isPadded) return slice(backend, image, [0, top, left, 0], [batch, height, width, channels])
    const paddings = [
      [0, 0],
      [above, below],
      [before, after],
      [0, 0],
    ]
    const padded = callKernel(backend, 'PadV2', { x: image }, { paddings, constantValue: 0 })
    const [, paddedHeight = 0, paddedWidth = 0] = padded.shape
    if (paddedHeight === height && paddedWidth === width) return padded
    return slice(backend, release(padded), [0, top + above, left + before, 0], [batch, height, width, channels])
  })
}

function slice(backend: WasmBackend, x: TensorInfo, begin: number[], size: number[]): TensorInfo {
  return callKernel(backend, 'Slice', { x }, { begin, size })
}
