import { defineNetwork } from '../../../src/graph/define.ts'
import type { ExpandedCall } from '../../../src/graph/definition.ts'
import { integer } from '../../../src/graph/fields.ts'
import { activation } from '../../layers/activation/activation.node.ts'
import { add } from '../../layers/add/add.node.ts'
import { conv2d } from '../../layers/conv2d/conv2d.node.ts'
import { notAnImage, readImageShape } from '../../layers/image-input.ts'
import { maskedConv2d } from '../masked-conv2d/masked-conv2d.node.ts'

export const residualBlock = defineNetwork({
  kind: 'masked/residual-block',
  role: 'network',
  family: 'masked',
  title: 'Masked residual block',
  version: 1,
  summary: 'Adds to an image the output of a masked convolution on half the channels.',
  keywords: ['pixelcnn', 'residual', 'bottleneck', 'causal', 'autoregressive'],
  fields: {
    kernelSize: integer({
      title: 'Kernel size',
      help: 'Width and height of the masked window in the middle, of type B.',
      initial: 3,
      min: 1,
      max: 31,
      unit: 'pixels',
    }),
    activation: {
      ...activation.fields.function,
      title: 'Activation',
      help: 'Applied before each of the three convolutions.',
    },
  },
  inputs: { x: { signal: 'tensor', title: 'x', help: 'An image computed through a mask of type A.' } },
  outputs: { y: { signal: 'tensor', title: 'y', help: 'An image of the same shape.' } },
  expand({ node, params, inputs: { x } }) {
    const image = readImageShape(x.shape)
    if (!image) return { problems: [notAnImage(node, 'Masked residual block', x.shape)] }
    const half = Math.max(1, Math.floor(image.channels / 2))
    const activate = (name: string, before: string | null): ExpandedCall => ({
      name,
      kind: activation.kind,
      params: { function: params.activation },
      inputs: { x: before ? { call: before, port: 'y' } : { input: 'x' } },
    })
    const layer = (name: string, kind: string, before: string, params: ExpandedCall['params']): ExpandedCall => ({
      name,
      kind,
      params,
      inputs: { x: { call: before, port: 'y' } },
    })
    return {
      calls: [
        activate('activation1', null),
        layer('reduce', conv2d.kind, 'activation1', { filters: half, kernelSize: 1 }),
        activate('activation2', 'reduce'),
        layer('masked', maskedConv2d.kind, 'activation2', { filters: half, kernelSize: params.kernelSize, mask: 'B' }),
        activate('activation3', 'masked'),
        layer('expand', conv2d.kind, 'activation3', { filters: image.channels, kernelSize: 1 }),
        {
          name: 'sum',
          kind: add.kind,
          params: {},
          inputs: { x1: { input: 'x' }, x2: { call: 'expand', port: 'y' } },
        },
      ],
      outputs: { y: { call: 'sum', port: 'y' } },
    }
  },
})
