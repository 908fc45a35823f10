import { defineNode } from '../../../src/graph/define.ts'
import { sizeOf, tensor } from '../../../src/graph/signals.ts'
import { expandActivation, withoutSigmoid } from '../activation/activation.node.ts'
import { windowFields } from '../conv2d/conv2d.node.ts'
import { notAnImage, readImageShape } from '../image-input.ts'

export const conv2dTranspose = defineNode({
  kind: 'layers/conv2d-transpose',
  role: 'layer',
  family: 'layers',
  title: 'Conv 2D transpose',
  version: 1,
  summary: 'A transposed convolution: upsamples an image by its stride.',
  keywords: ['deconvolution', 'upsample', 'transposed', 'fractionally strided', 'image'],
  fields: windowFields,
  inputs: { x: { signal: 'tensor', title: 'x', help: 'An image: height × width × channels.' } },
  outputs: { y: { signal: 'tensor', title: 'y', help: 'An image, larger by the stride.' } },
  expand: ({ params }) => expandActivation('layers/conv2d-transpose', params),
  granting: withoutSigmoid,
  infer({ node, params, inputs }) {
    const image = readImageShape(inputs.x.shape)
    if (!image) return { outputs: {}, problems: [notAnImage(node, 'Conv 2D transpose', inputs.x.shape)] }
    const { filters, kernelSize, strides, padding } = params
    const extent = (size: number) => (padding === 'same' ? size * strides : (size - 1) * strides + kernelSize)
    return { outputs: { y: tensor([extent(image.height), extent(image.width), filters]) } }
  },
  weights({ filters, kernelSize }, { x }) {
    const channels = x.shape[2] ?? 1
    const windowSize = kernelSize * kernelSize
    return {
      kernel: {
        shape: [kernelSize, kernelSize, filters, channels],
        initialiser: { initialiser: 'fanInUniform', fanIn: windowSize * channels },
      },
      bias: { shape: [filters], initialiser: { initialiser: 'fanInUniform', fanIn: windowSize * channels } },
    }
  },
  callParams: ['strides', 'padding'],
  multiplyAdds: ({ filters, kernelSize }, { x }) => sizeOf(x.shape) * kernelSize * kernelSize * filters,
})
