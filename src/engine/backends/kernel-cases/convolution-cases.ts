import * as tf from '@tensorflow/tfjs-core'
import { asImage } from './as-image.ts'
import type { KernelCase } from './kernel-case.ts'

type Pad = 'same' | 'valid'

// Odd and even sizes: with stride 2 they are padded differently, and 'valid' may leave pixels unread.
const images = [
  [2, 7, 8, 3],
  [2, 8, 7, 3],
]
const filterSizes = [1, 2, 3, 4, 5]
const strides = [1, 2, 3]
const pads: Pad[] = ['same', 'valid']

const convolutions: KernelCase[] = images.flatMap((image) =>
  filterSizes.flatMap((size) =>
    strides.flatMap((stride) =>
      pads.map((pad) => ({
        name: `conv2d [${image}], ${size}x${size + 1}, stride ${stride}, ${pad}`,
        inputs: [image, [size, size + 1, 3, 4]],
        run: (x: tf.Tensor, filter: tf.Tensor) => tf.conv2d(asImage(x), asImage(filter), stride, pad),
      })),
    ),
  ),
)

const otherConvolutions: KernelCase[] = [
  {
    name: 'conv2d 1x1, stride 1',
    inputs: [
      [2, 5, 6, 3],
      [1, 1, 3, 4],
    ],
    run: (x, filter) => tf.conv2d(asImage(x), asImage(filter), 1, 'valid'),
  },
  {
    name: 'conv2d with a different stride and padding on each side',
    inputs: [
      [2, 9, 8, 3],
      [3, 4, 3, 2],
    ],
    run: (x, filter) =>
      tf.conv2d(
        asImage(x),
        asImage(filter),
        [2, 1],
        [
          [0, 0],
          [2, 1],
          [0, 3],
          [0, 0],
        ],
      ),
  },
  {
    name: 'conv2d padded by more than the filter',
    inputs: [
      [1, 5, 5, 2],
      [2, 2, 2, 3],
    ],
    run: (x, filter) => tf.conv2d(asImage(x), asImage(filter), 1, 3),
  },
  {
    name: 'conv2d, one channel, larger filter',
    inputs: [
      [3, 14, 14, 1],
      [7, 7, 1, 8],
    ],
    run: (x, filter) => tf.conv2d(asImage(x), asImage(filter), 1, 'same'),
  },
  // Our own convolution on WASM takes 160 pixels at a time, and another way for few channels.
  ...[10, 2].map((filters) => ({
    name: `conv2d of many pixels, 9 channels to ${filters}`,
    inputs: [
      [2, 12, 13, 9],
      [3, 4, 9, filters],
    ],
    run: (x: tf.Tensor, filter: tf.Tensor) => tf.conv2d(asImage(x), asImage(filter), 1, 'same'),
  })),
  {
    name: 'fused conv2d',
    inputs: [[2, 6, 6, 3], [3, 3, 3, 4], [4]],
    run: (x, filter, bias) =>
      tf.fused.conv2d({ x: asImage(x), filter: asImage(filter), strides: 1, pad: 'same', bias, activation: 'relu' }),
  },
]

const transposedConvolutions: KernelCase[] = [
  { size: 3, stride: 1, pad: 'same' as Pad, out: 5 },
  { size: 3, stride: 2, pad: 'same' as Pad, out: 10 },
  { size: 3, stride: 2, pad: 'same' as Pad, out: 9 },
  { size: 4, stride: 2, pad: 'same' as Pad, out: 10 },
  { size: 5, stride: 2, pad: 'same' as Pad, out: 10 },
  { size: 3, stride: 2, pad: 'valid' as Pad, out: 11 },
  { size: 4, stride: 2, pad: 'valid' as Pad, out: 12 },
  { size: 7, stride: 1, pad: 'valid' as Pad, out: 11 },
].map(({ size, stride, pad, out }) => ({
  name: `conv2dTranspose ${size}x${size}, stride ${stride}, ${pad}, 5 to ${out}`,
  inputs: [
    [2, 5, 5, 3],
    [size, size, 2, 3],
  ],
  run: (x: tf.Tensor, filter: tf.Tensor) =>
    tf.conv2dTranspose(asImage(x), asImage(filter), [2, out, out, 2], stride, pad),
}))

const depthwise: KernelCase[] = [1, 2].flatMap((multiplier) =>
  [1, 2].flatMap((stride) =>
    pads.map((pad) => ({
      name: `depthwiseConv2d, multiplier ${multiplier}, stride ${stride}, ${pad}`,
      inputs: [
        [2, 7, 8, 3],
        [3, 2, 3, multiplier],
      ],
      run: (x: tf.Tensor, filter: tf.Tensor) => tf.depthwiseConv2d(asImage(x), asImage(filter), stride, pad),
    })),
  ),
)

const pooling: KernelCase[] = pads.flatMap((pad) =>
  [
    { size: 2, stride: 2 },
    { size: 3, stride: 2 },
    { size: 3, stride: 1 },
  ].flatMap(({ size, stride }) => [
    {
      name: `maxPool ${size}x${size}, stride ${stride}, ${pad}`,
      inputs: [[2, 7, 8, 3]],
      run: (x: tf.Tensor) => tf.maxPool(asImage(x), size, stride, pad),
    },
    {
      name: `avgPool ${size}x${size}, stride ${stride}, ${pad}`,
      inputs: [[2, 7, 8, 3]],
      run: (x: tf.Tensor) => tf.avgPool(asImage(x), size, stride, pad),
    },
  ]),
)

const enlarging: KernelCase[] = [
  {
    name: 'image doubled by nearest neighbours',
    // One image only: with more, the CPU backend mixes them up in this gradient.
    inputs: [[1, 3, 4, 2]],
    run: (x) => tf.image.resizeNearestNeighbor(asImage(x), [6, 8]),
  },
  {
    name: 'image doubled by interpolation',
    inputs: [[2, 3, 4, 2]],
    // The CPU backend exchanges height and width in this gradient.
    hasGradient: false,
    run: (x) => tf.image.resizeBilinear(asImage(x), [6, 8]),
  },
]

export const convolutionCases: readonly KernelCase[] = [
  ...convolutions,
  ...otherConvolutions,
  ...transposedConvolutions,
  ...depthwise,
  ...pooling,
  ...enlarging,
]
