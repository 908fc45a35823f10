import { defineNode } from '../../../src/graph/define.ts'
import { choice, integer } from '../../../src/graph/fields.ts'
import { type OrderedMixing, rasterOrder } from '../../../src/graph/mixing.ts'
import type { PortProblem } from '../../../src/graph/problems.ts'
import { type TensorSignal, tensor } from '../../../src/graph/signals.ts'
import { activationField, expandActivation } from '../../layers/activation/activation.node.ts'
import { withFilters } from '../../layers/conv2d/conv2d.node.ts'
import { notAnImage, readImageShape } from '../../layers/image-input.ts'
import { insertRescale } from '../../layers/rescale/rescale.node.ts'
import { maskChoices, maskedWindow, type WindowMask } from './window.ts'

const reaches: Readonly<Record<WindowMask, OrderedMixing['reach']>> = {
  A: 'strict',
  B: 'causal',
  rowsAbove: 'rowsAbove',
  rowsTo: 'rows',
  leftOf: 'strict',
  leftTo: 'causal',
}
const strictTwins: Readonly<Partial<Record<WindowMask, WindowMask>>> = { B: 'A', rowsTo: 'rowsAbove', leftTo: 'leftOf' }

export const maskedConv2d = defineNode({
  kind: 'masked/masked-conv2d',
  role: 'layer',
  family: 'masked',
  title: 'Masked conv 2D',
  version: 1,
  summary: 'A convolution that sees only pixels above and to the left.',
  keywords: ['pixelcnn', 'causal', 'autoregressive', 'convolution', 'mask', 'type a', 'type b'],
  fields: {
    filters: integer({ title: 'Filters', help: 'Number of output channels.', initial: 32, min: 1, max: 4096 }),
    kernelSize: integer({
      title: 'Kernel size',
      help: 'Width and height of the partly masked window.',
      initial: 3,
      min: 1,
      max: 31,
      unit: 'pixels',
    }),
    mask: choice<WindowMask>({
      title: 'Mask',
      help: 'The visible part of the window. The first layer on the data is of type A, all later ones of type B.',
      initial: 'B',
      choices: maskChoices,
    }),
    activation: activationField,
  },
  inputs: { x: { signal: 'tensor', title: 'x', help: 'An image: height × width × channels.' } },
  outputs: { y: { signal: 'tensor', title: 'y', help: 'An image of the same size with one channel for each filter.' } },
  expand: ({ params }) => expandActivation('masked/masked-conv2d', params),
  granting: (_params, wish, at, given) => withFilters(wish, at, given),
  infer({ node, params, inputs: { x } }) {
    const image = readImageShape(x.shape)
    if (!image) return { outputs: {}, problems: [notAnImage(node, 'Masked conv 2D', x.shape)] }
    if (maskedWindow(params.mask, params.kernelSize).places === 0) {
      return { outputs: {}, problems: [seesNothing(node, params.mask)] }
    }
    const y = tensor([image.height, image.width, params.filters])
    return { outputs: { y }, problems: checkLevels(node, 'Masked conv 2D', 'x', x) }
  },
  mixing: ({ params: { mask } }) => ({ reach: reaches[mask], order: rasterOrder }),
  stricter({ node, params: { mask } }) {
    const twin = maskChoices.find(({ value }) => value === strictTwins[mask])
    if (!twin) return undefined
    const [type = ''] = twin.title.split(':')
    return {
      title: `Set mask to type ${type}`,
      edits: [{ edit: 'setParam', node, field: 'mask', value: twin.value }],
    }
  },
  weights({ filters, kernelSize, mask }, { x }) {
    const channels = x.shape[2] ?? 1
    const { size, places } = maskedWindow(mask, kernelSize)
    const initialiser = { initialiser: 'fanInUniform', fanIn: Math.max(1, places) * channels } as const
    return {
      kernel: { shape: [...size, channels, filters], initialiser },
      bias: { shape: [filters], initialiser },
    }
  },
  callParams: ['mask'],
  isIncremental: true,
  multiplyAdds({ filters, kernelSize, mask }, { x }) {
    const [height = 0, width = 0, channels = 0] = x.shape
    const [rows = 0, columns = 0] = maskedWindow(mask, kernelSize).size
    return height * width * filters * rows * columns * channels
  },
})

const seesNothing = (node: string, mask: string): PortProblem => ({
  severity: 'error',
  code: 'window-sees-nothing',
  field: 'kernelSize',
  message: `Masked conv 2D: a window of 1 × 1 pixels of type ${mask} is fully masked.`,
  expected: 'at least 2 × 2 pixels',
  received: '1 × 1 pixels',
  fixes: [{ title: 'Set the kernel size to 3', edits: [{ edit: 'setParam', node, field: 'kernelSize', value: 3 }] }],
})

/** Weights are initialised for inputs of about unit size. */
export const checkLevels = (
  node: string,
  title: string,
  port: string,
  { range }: TensorSignal,
): readonly PortProblem[] =>
  range === 'levels256'
    ? [
        {
          severity: 'warning',
          code: 'large-inputs',
          port,
          message: `${title} receives levels up to 255, far larger than its weights are initialised for; training will start badly.`,
          expected: 'numbers of about 1',
          received: '256 levels',
          fixes: [insertRescale(node, port)],
        },
      ]
    : []
