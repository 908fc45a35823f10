import { defineNode } from '../../../src/graph/define.ts'
import { shapeField } from '../../../src/graph/fields.ts'
import { describeShape, type Shape, sizeOf, tensor } from '../../../src/graph/signals.ts'

/** Side of the window over images. */
const windowSize = 3

export const couplingOutput = defineNode({
  kind: 'flows/coupling-output',
  role: 'layer',
  family: 'flows',
  title: 'Coupling read-out',
  version: 1,
  summary: 'The shift and scale of a coupling, computed by its network; initially zero.',
  hidden: true,
  fields: {
    outputShape: shapeField({ title: 'Output shape', help: 'Shape of the parameters of one example.', initial: [2] }),
  },
  inputs: { x: { signal: 'tensor', title: 'x', help: 'A vector, or an image as large as the output.' } },
  outputs: { y: { signal: 'tensor', title: 'y', help: 'Shift and scale.' } },
  infer({ params: { outputShape }, inputs: { x } }) {
    if (x.shape.length === 1 || isConvolution(x.shape, outputShape)) return { outputs: { y: tensor(outputShape) } }
    const expected = outputShape.length === 3 ? `a vector or ${outputShape.slice(0, 2).join(' × ')} pixels` : 'a vector'
    return {
      outputs: {},
      problems: [
        {
          severity: 'error',
          code: 'shape-mismatch',
          field: 'layers',
          message: `the layers must end in ${expected}, but they end in ${describeShape(x.shape)}.`,
          expected,
          received: describeShape(x.shape),
        },
      ],
    }
  },
  weights({ outputShape }, { x }) {
    const outputs = outputShape.at(-1) ?? 1
    const zeros = { initialiser: 'zeros' } as const
    if (isConvolution(x.shape, outputShape)) {
      return {
        kernel: { shape: [windowSize, windowSize, x.shape[2] ?? 1, outputs], initialiser: zeros },
        bias: { shape: [outputs], initialiser: zeros },
      }
    }
    return {
      kernel: { shape: [x.shape[0] ?? 1, sizeOf(outputShape)], initialiser: zeros },
      bias: { shape: [sizeOf(outputShape)], initialiser: zeros },
    }
  },
  callParams: ['outputShape'],
  multiplyAdds({ outputShape }, { x }) {
    const inputs = isConvolution(x.shape, outputShape) ? windowSize ** 2 * (x.shape[2] ?? 1) : sizeOf(x.shape)
    return inputs * sizeOf(outputShape)
  },
})

/** Between images of the same height and width. */
const isConvolution = (from: Shape, to: Shape): boolean =>
  from.length === 3 && to.length === 3 && from[0] === to[0] && from[1] === to[1]
