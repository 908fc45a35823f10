// Fits a stack that upsamples a small image to data of a different size.
import type { StackLayer } from '../../src/graph/fields.ts'
import { type Shape, sameShape, sizeOf, tensor } from '../../src/graph/signals.ts'
import { dense } from '../layers/dense/dense.node.ts'
import { reshape } from '../layers/reshape/reshape.node.ts'
import { addStack, startLine } from './layer-stack.ts'

/** The same layers, ending in `wanted`: changes the image made by the last reshape, and the dense layer that feeds it. Returns
 * nothing if no starting size leads to `wanted`.
 */
export function fitLayers(layers: readonly StackLayer[], wanted: Shape): readonly StackLayer[] | undefined {
  const at = layers.findLastIndex(({ kind }) => kind === reshape.kind)
  const [feeding, growing] = [layers[at - 1], layers.slice(at + 1)]
  const start = layers[at]?.params.shape
  if (!Array.isArray(start) || feeding?.kind !== dense.kind || wanted.length !== 3) return undefined
  const channels = Number(start[2])
  const endOf = (shape: Shape): Shape => addStack(startLine('x', tensor(shape)), growing).signal?.shape ?? []
  const extent = (axis: 0 | 1): number | undefined => {
    const sizes = Array.from({ length: wanted[axis] ?? 0 }, (_, i) => i + 1)
    return sizes.find((size) => endOf([size, size, channels])[axis] === wanted[axis])
  }
  const [height, width] = [extent(0), extent(1)]
  if (height === undefined || width === undefined) return undefined
  const shape = [height, width, channels]
  if (!sameShape(endOf(shape), wanted)) return undefined
  return layers.map((layer, i) => {
    if (i === at) return { ...layer, params: { ...layer.params, shape } }
    return i === at - 1 ? { ...layer, params: { ...layer.params, units: sizeOf(shape) } } : layer
  })
}
