import { defineNode } from '../../../src/graph/define.ts'
import { shapeField } from '../../../src/graph/fields.ts'
import { hasOneNumberEach } from '../../../src/graph/mixing.ts'
import type { Fix } from '../../../src/graph/problems.ts'
import { describeShape, type Shape, sameShape, sizeOf, tensor } from '../../../src/graph/signals.ts'

export const reshape = defineNode({
  kind: 'layers/reshape',
  role: 'layer',
  family: 'layers',
  title: 'Reshape',
  version: 1,
  summary: 'The same elements in another shape.',
  keywords: ['view', 'unflatten', 'image'],
  fields: {
    shape: shapeField({ title: 'Shape', help: 'Shape of one example, without the batch axis.', initial: [28, 28, 1] }),
  },
  inputs: { x: { signal: 'tensor', title: 'x', help: 'Any tensor with the same number of elements.' } },
  outputs: { y: { signal: 'tensor', title: 'y', help: 'The same elements in row-major order.' } },
  infer({ params, inputs }) {
    const { shape, range } = inputs.x
    const [wanted, given] = [sizeOf(params.shape), sizeOf(shape)]
    if (wanted === given) return { outputs: { y: tensor(params.shape, range) } }
    return {
      outputs: {},
      problems: [
        {
          severity: 'error',
          code: 'size-mismatch',
          port: 'x',
          field: 'shape',
          message: `Reshape to ${describeShape(params.shape)} needs ${wanted} elements, but x is ${describeShape(shape)}, which has ${given}.`,
          expected: `${wanted} elements`,
          received: `${given} elements`,
        },
      ],
    }
  },
  mixing: ({ params, inputs: { x } }) => (hasOneNumberEach(x.shape) && hasOneNumberEach(params.shape) ? 'none' : 'all'),
  isIdentity: ({ shape }, { x }) => sameShape(shape, x.shape),
  keepsElements: true,
  callParams: ['shape'],
  isIncremental: true,
})

/** Offered where an image is expected and the received shape can be laid out as a square image. */
export function insertReshape(node: string, port: string, received: Shape): readonly Fix[] {
  const shape = imageShape(received)
  if (!shape) return []
  return [
    {
      title: `Insert Reshape to ${describeShape(shape)}`,
      edits: [{ edit: 'insertBefore', node, port, kind: reshape.kind, params: { shape }, input: 'x', output: 'y' }],
    },
  ]
}

/** A matrix gets one channel; a vector becomes the largest square image that it fills. */
function imageShape(received: Shape): Shape | undefined {
  if (received.length === 2) return [...received, 1]
  const size = sizeOf(received)
  for (let side = Math.floor(Math.sqrt(size)); side > 1; side--) {
    if (size % (side * side) === 0) return [side, side, size / (side * side)]
  }
  return undefined
}
