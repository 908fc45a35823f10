import { defineNetwork } from '../../../src/graph/define.ts'
import type { ExpandedCall, Reference } from '../../../src/graph/definition.ts'
import { choice, integer } from '../../../src/graph/fields.ts'
import type { PortProblem } from '../../../src/graph/problems.ts'
import { describeShape, sameShape } from '../../../src/graph/signals.ts'
import { add } from '../../layers/add/add.node.ts'
import { conv2d } from '../../layers/conv2d/conv2d.node.ts'
import { gatedActivation } from '../../layers/gated-activation/gated-activation.node.ts'
import { notAnImage, readImageShape } from '../../layers/image-input.ts'
import { checkLevels, maskedConv2d } from '../masked-conv2d/masked-conv2d.node.ts'

const title = 'Gated conv 2D'

export const gatedConv2d = defineNetwork({
  kind: 'masked/gated-conv2d',
  role: 'network',
  family: 'masked',
  title,
  version: 1,
  summary: 'A masked convolution in two streams, rows above and current row, without a blind spot.',
  keywords: ['gated pixelcnn', 'vertical stack', 'horizontal stack', 'causal', 'autoregressive', 'blind spot'],
  fields: {
    filters: integer({ title: 'Filters', help: 'Number of channels of both outputs.', initial: 32, min: 1, max: 2048 }),
    kernelSize: integer({
      title: 'Kernel size',
      help: 'Width and height of the partly masked window. Below 3 it would not see the pixels to the upper right.',
      initial: 3,
      min: 3,
      max: 31,
      unit: 'pixels',
    }),
    mask: choice({
      title: 'Mask',
      help: 'The first layer takes the data at both inputs and is of type A; all later ones are of type B.',
      initial: 'B',
      choices: [
        { value: 'A', title: 'A: without the pixel itself' },
        { value: 'B', title: 'B: with it, and with a residual connection' },
      ],
    }),
  },
  inputs: {
    vertical: { signal: 'tensor', title: 'vertical', help: 'Features of the rows above; for type A the data.' },
    horizontal: {
      signal: 'tensor',
      title: 'horizontal',
      help: 'Features of all previous pixels; for type A the data.',
    },
  },
  outputs: {
    vertical: { signal: 'tensor', title: 'vertical', help: 'The stream that sees the rows above.' },
    horizontal: { signal: 'tensor', title: 'horizontal', help: 'The stream that sees all previous pixels.' },
  },
  expand({ node, params, inputs: { vertical, horizontal } }) {
    const image = readImageShape(horizontal.shape)
    if (!image) return { problems: [{ ...notAnImage(node, title, horizontal.shape), port: 'horizontal' }] }
    if (!sameShape(vertical.shape.slice(0, 2), horizontal.shape.slice(0, 2))) {
      return { problems: [unlikeStreams(vertical.shape, horizontal.shape)] }
    }
    const levels = [
      ...checkLevels(node, title, 'vertical', vertical),
      ...checkLevels(node, title, 'horizontal', horizontal),
    ].map((problem): PortProblem => ({ ...problem, severity: 'error' }))
    if (levels.length) return { problems: levels }
    const isFirst = params.mask === 'A'
    if (!isFirst && image.channels !== params.filters) return { problems: [unlikeFilters(node, image.channels)] }
    const { filters, kernelSize } = params
    const masked = (name: string, mask: string, x: Reference): ExpandedCall => ({
      name,
      kind: maskedConv2d.kind,
      params: { filters: 2 * filters, kernelSize, mask },
      inputs: { x },
    })
    const pointwise = (name: string, channels: number, x: string): ExpandedCall => ({
      name,
      kind: conv2d.kind,
      params: { filters: channels, kernelSize: 1 },
      inputs: { x: output(x) },
    })
    const gate = (name: string, x: string): ExpandedCall => ({
      name,
      kind: gatedActivation.kind,
      params: {},
      inputs: { x: output(x) },
    })
    const sum = (name: string, x1: Reference, x2: Reference): ExpandedCall => ({
      name,
      kind: add.kind,
      params: {},
      inputs: { x1, x2 },
    })
    return {
      calls: [
        masked('verticalConv', isFirst ? 'rowsAbove' : 'rowsTo', { input: 'vertical' }),
        gate('verticalGate', 'verticalConv'),
        masked('horizontalConv', isFirst ? 'leftOf' : 'leftTo', { input: 'horizontal' }),
        pointwise('verticalToHorizontal', 2 * filters, 'verticalConv'),
        sum('both', output('horizontalConv'), output('verticalToHorizontal')),
        gate('horizontalGate', 'both'),
        pointwise('horizontalOut', filters, 'horizontalGate'),
        ...(isFirst ? [] : [sum('residual', { input: 'horizontal' }, output('horizontalOut'))]),
      ],
      outputs: { vertical: output('verticalGate'), horizontal: output(isFirst ? 'horizontalOut' : 'residual') },
    }
  },
  stricter: ({ node, params: { mask } }) =>
    mask === 'A'
      ? undefined
      : { title: 'Set mask to type A', edits: [{ edit: 'setParam', node, field: 'mask', value: 'A' }] },
})

const output = (call: string): Reference => ({ call, port: 'y' })

const unlikeStreams = (vertical: readonly number[], horizontal: readonly number[]): PortProblem => ({
  severity: 'error',
  code: 'shape-mismatch',
  port: 'vertical',
  message: `${title} takes two streams of images of the same size: horizontal is ${describeShape(horizontal)}, but vertical is ${describeShape(vertical)}.`,
  expected: describeShape(horizontal),
  received: describeShape(vertical),
})

/** The residual connection adds the input to the output. */
const unlikeFilters = (node: string, channels: number): PortProblem => ({
  severity: 'error',
  code: 'channel-mismatch',
  port: 'horizontal',
  field: 'filters',
  message: `${title} of type B adds its horizontal input to its output, so it needs as many filters as the input has channels.`,
  expected: `${channels} filters`,
  fixes: [
    { title: `Set filters to ${channels}`, edits: [{ edit: 'setParam', node, field: 'filters', value: channels }] },
  ],
})
