// PixelCNN of binary digits: masked convolutions 7x7 and five of 3x3, then two of 1x1 (van den Oord et al. 2016).
import * as tf from '@tensorflow/tfjs'
import { type Baseline, descend } from './baseline.ts'
import { binarise, type Images, imageBatches } from './batches.ts'
import { bernoulliNats } from './bernoulli-nats.ts'

const filters = 32

interface Convolution {
  readonly kernel: tf.Variable<tf.Rank.R4>
  readonly bias: tf.Variable
  readonly mask?: tf.Tensor4D
}

export function pixelcnn(images: Images, batchSize: number): Baseline {
  const convolutions = [
    masked(7, 1, 'A'),
    ...Array.from({ length: 5 }, () => masked(3, filters, 'B')),
    convolution(1, filters, filters),
    convolution(1, filters, 1),
  ]
  const variables = convolutions.flatMap(({ kernel, bias }) => [kernel, bias])
  const optimizer = tf.train.adam(0.001)
  const nextBatch = imageBatches(images, batchSize)

  const loss = (batch: tf.Tensor4D): tf.Scalar => {
    const logits = convolutions.reduce((h, { kernel, bias, mask }, i) => {
      const filter = mask ? kernel.mul<tf.Tensor4D>(mask) : kernel
      const isLast = i === convolutions.length - 1
      return tf.fused.conv2d({
        x: h,
        filter,
        strides: 1,
        pad: 'same',
        bias,
        activation: isLast ? 'linear' : 'relu',
      })
    }, batch)
    return bernoulliNats(batch, logits)
  }
  return {
    variables,
    // The rows below the centre, which the template leaves out.
    hidden: 3 * 7 * filters + 5 * 3 * filters * filters,
    step: () =>
      tf.tidy(() => {
        const batch = binarise(nextBatch())
        return [descend(optimizer, variables, () => loss(batch))]
      }),
  }
}

function convolution(size: number, channels: number, outputs: number): Convolution {
  const bound = 1 / Math.sqrt(size * size * channels)
  return {
    kernel: tf.variable(tf.randomUniform([size, size, channels, outputs], -bound, bound)),
    bias: tf.variable(tf.zeros([outputs])),
  }
}

/** Type A hides the centre as well, type B does not. */
function masked(size: number, channels: number, type: 'A' | 'B'): Convolution {
  const centre = (size * size - 1) / 2
  const seen = centre + (type === 'B' ? 1 : 0)
  const ones = Float32Array.from({ length: size * size }, (_, place) => (place < seen ? 1 : 0))
  return { ...convolution(size, channels, filters), mask: tf.tensor4d(ones, [size, size, 1, 1]) }
}
