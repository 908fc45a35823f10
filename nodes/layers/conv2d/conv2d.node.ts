import { defineNode } from '../../../src/graph/define.ts'
import type { Endpoint } from '../../../src/graph/document.ts'
import { choice, integer } from '../../../src/graph/fields.ts'
import type { Fix, Wish } from '../../../src/graph/problems.ts'
import { type Signal, sizeOf, tensor } from '../../../src/graph/signals.ts'
import { activationField, expandActivation, withoutSigmoid } from '../activation/activation.node.ts'
import { notAnImage, readImageShape } from '../image-input.ts'

/** The fields shared by all convolutional layers. */
export const windowFields = {
  filters: integer({ title: 'Filters', help: 'Number of output channels.', initial: 32, min: 1, max: 4096 }),
  kernelSize: integer({
    title: 'Kernel size',
    help: 'Width and height of the square window.',
    initial: 3,
    min: 1,
    max: 31,
    unit: 'pixels',
  }),
  strides: integer({
    title: 'Stride',
    help: 'Step between neighbouring windows.',
    initial: 1,
    min: 1,
    max: 16,
    unit: 'pixels',
  }),
  padding: choice({
    title: 'Padding',
    help: 'Same pads the image with zeros so that stride 1 preserves its size; valid uses no padding.',
    initial: 'same',
    choices: [
      { value: 'same', title: 'Same' },
      { value: 'valid', title: 'Valid' },
    ],
  }),
  activation: activationField,
} as const

export const conv2d = defineNode({
  kind: 'layers/conv2d',
  role: 'layer',
  family: 'layers',
  title: 'Conv 2D',
  version: 1,
  summary: 'Learned filters moved over an image.',
  keywords: ['convolution', 'cnn', 'image', 'downsample'],
  fields: windowFields,
  inputs: { x: { signal: 'tensor', title: 'x', help: 'An image: height × width × channels.' } },
  outputs: { y: { signal: 'tensor', title: 'y', help: 'An image with one channel for each filter.' } },
  expand: ({ params }) => expandActivation('layers/conv2d', params),
  granting: (params, wish, at, given) => withoutSigmoid(params, wish, at) ?? withFilters(wish, at, given),
  infer({ node, params, inputs }) {
    const image = readImageShape(inputs.x.shape)
    if (!image) return { outputs: {}, problems: [notAnImage(node, 'Conv 2D', inputs.x.shape)] }
    const { filters, kernelSize, strides, padding } = params
    const extent = (size: number) => Math.ceil((padding === 'same' ? size : size - kernelSize + 1) / strides)
    const [height, width] = [extent(image.height), extent(image.width)]
    if (height >= 1 && width >= 1) return { outputs: { y: tensor([height, width, filters]) } }
    return {
      outputs: {},
      problems: [
        {
          severity: 'error',
          code: 'kernel-too-large',
          port: 'x',
          field: 'kernelSize',
          message: `Conv 2D: a window of ${kernelSize} × ${kernelSize} pixels does not fit into an image of ${image.height} × ${image.width}.`,
          expected: `at least ${kernelSize} × ${kernelSize} pixels`,
          received: `${image.height} × ${image.width} pixels`,
          fixes: [{ title: 'Use same padding', edits: [{ edit: 'setParam', node, field: 'padding', value: 'same' }] }],
        },
      ],
    }
  },
  weights({ filters, kernelSize }, { x }) {
    const channels = x.shape[2] ?? 1
    const windowSize = kernelSize * kernelSize
    return {
      kernel: {
        shape: [kernelSize, kernelSize, channels, filters],
        initialiser: { initialiser: 'fanInUniform', fanIn: windowSize * channels },
      },
      bias: { shape: [filters], initialiser: { initialiser: 'fanInUniform', fanIn: windowSize * channels } },
    }
  },
  /** A 1 × 1 window mixes no positions. */
  stricter: ({ node, params: { kernelSize, strides, padding } }) =>
    kernelSize > 1 && strides === 1 && padding === 'same'
      ? { title: 'Set kernel size to 1', edits: [{ edit: 'setParam', node, field: 'kernelSize', value: 1 }] }
      : undefined,
  mixing: ({ params: { kernelSize, strides } }) => (kernelSize === 1 && strides === 1 ? 'channels' : 'all'),
  callParams: ['strides', 'padding'],
  isIncremental: true,
  multiplyAdds({ kernelSize }, { x }, { y }) {
    const outputs = y?.signal === 'tensor' ? sizeOf(y.shape) : 0
    return outputs * kernelSize * kernelSize * (x.shape[2] ?? 0)
  },
})

/** For a layer with a field `filters`: the wanted number of channels, if the image already has the right size. */
export function withFilters({ shape }: Wish, { node }: Endpoint, given: Signal | undefined): Fix | undefined {
  const [height, width, filters] = shape ?? []
  if (shape?.length !== 3 || filters === undefined) return undefined
  if (given?.signal !== 'tensor' || given.shape.length !== 3) return undefined
  if (given.shape[0] !== height || given.shape[1] !== width || given.shape[2] === filters) return undefined
  return { title: `Set filters to ${filters}`, edits: [{ edit: 'setParam', node, field: 'filters', value: filters }] }
}
