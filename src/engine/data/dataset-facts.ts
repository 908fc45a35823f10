// What is known of each built-in dataset without loading it: enough for a dataset node to state its shape and element range at
// once. Pure data. The loaders in src/engine/data check the files against these facts.

import type { DatasetFacts } from './dataset-catalogue.ts'

const drawn = {
  element: { kind: 'real' },
  classes: 1,
  sizes: { train: 10_000, validation: 10_000, test: 10_000 },
} as const
const plane = { ...drawn, shape: [2] } as const
const line = { ...drawn, shape: [1] } as const

const ffjord = 'As in FFJORD (Grathwohl, Chen, Bettencourt, Sutskever and Duvenaud, 2019)'
const noise = (initial: number) => ({ initial, min: 0.05, max: 1 }) as const

/** At the first values of their parameters. */
export const fileFacts: ReadonlyMap<string, DatasetFacts> = new Map(
  Object.entries<DatasetFacts>({
    digits: {
      title: 'MNIST digits',
      description: '10,000 handwritten digits in grey, 28 by 28 pixels',
      shape: [28, 28, 1],
      element: { kind: 'byte', levels: 256 },
      classes: 10,
      sizes: { train: 8004, validation: 999, test: 997 },
      file: 'data/digits.bin',
      parameters: {
        size: { initial: 28, oneOf: [28, 14, 32] },
        classes: { initial: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], subset: true },
      },
      credit:
        'The MNIST database of handwritten digits by Yann LeCun and Corinna Cortes, usually given as CC BY-SA 3.0',
    },
  }),
)

/** Data drawn from known densities: training draws new data in every step. With two coordinates, and with one. */
export const toyFacts: ReadonlyMap<string, DatasetFacts> = new Map(
  Object.entries<DatasetFacts>({
    'two-moons': {
      ...plane,
      title: 'Two moons',
      description: 'two interleaved half circles of radius one',
      parameters: { noise: noise(0.1) },
      credit: "As scikit-learn's make_moons",
    },
    circles: {
      ...plane,
      title: 'Circles',
      description: 'two circles, of radius 3 and 1.5',
      parameters: { noise: noise(0.24) },
      credit: ffjord,
    },
    'eight-gaussians': {
      ...plane,
      title: 'Eight Gaussians',
      description: 'eight Gaussians on a circle',
      // FFJORD's 4 and 1/2, divided by the square root of two.
      parameters: {
        radius: { initial: 2.8284, min: 0.1, max: 10 },
        deviation: { initial: 0.35355, min: 0.005, max: 2 },
      },
      credit: ffjord,
    },
    'gaussian-grid': {
      ...plane,
      title: 'Gaussian grid',
      description: '25 Gaussians on a grid of five by five',
      parameters: { spacing: { initial: 2, min: 0.1, max: 10 }, deviation: { initial: 0.05, min: 0.005, max: 2 } },
      credit: 'As in PacGAN (Lin, Khetan, Fanti and Oh, 2018)',
    },
    checkerboard: {
      ...plane,
      title: 'Checkerboard',
      description: 'the dark squares of a board of four by four, with side two',
      parameters: {},
      credit: ffjord,
    },
    pinwheel: {
      ...plane,
      title: 'Pinwheel',
      description: 'five arms, bent by their distance from the centre',
      parameters: {},
      credit: ffjord,
    },
    'two-spirals': {
      ...plane,
      title: 'Two spirals',
      description: 'two spiral arms of one and a half turns',
      parameters: { noise: noise(0.1) },
      credit: ffjord,
    },
    ring: {
      ...plane,
      title: 'Ring',
      description: 'one circle',
      parameters: { radius: { initial: 2, min: 0.1, max: 10 }, noise: noise(0.1) },
      credit: 'A circle with Gaussian noise',
    },
    rings: {
      ...plane,
      title: 'Rings',
      description: 'four circles about one centre, of radius 0.75 to 3',
      parameters: { noise: noise(0.08) },
      credit: ffjord,
    },
    'swiss-roll': {
      ...plane,
      title: 'Swiss roll',
      description: 'a spiral of one and a half turns',
      parameters: { noise: noise(0.2) },
      credit: `${ffjord}, from scikit-learn's make_swiss_roll`,
    },
    gaussian: {
      ...line,
      title: 'Gaussian',
      description: 'one Gaussian on the line',
      parameters: { mean: { initial: -1, min: -100, max: 100 }, deviation: { initial: 1, min: 0.001, max: 100 } },
      credit: 'N(-1, 1) as in the one-dimensional GAN of Eric Jang (2016)',
    },
    'gaussian-mixture': {
      ...line,
      title: 'Gaussian mixture',
      description: 'equal Gaussians in a row on the line',
      parameters: {
        mean: { initial: 0, min: -100, max: 100 },
        deviation: { initial: 0.5, min: 0.001, max: 100 },
        components: { initial: 3, min: 2, max: 20, whole: true },
        spacing: { initial: 3, min: 0.001, max: 100 },
      },
      credit: 'Equal components with equal distances',
    },
  }),
)
