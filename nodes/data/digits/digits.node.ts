import { datasetAddress } from '../../../src/engine/data/address-of.ts'
import type { KnownDatasets } from '../../../src/engine/data/dataset-catalogue.ts'
import { defineSource } from '../../../src/graph/define.ts'
import { choice, classSubset } from '../../../src/graph/fields.ts'
import { type ElementRange, tensor } from '../../../src/graph/signals.ts'

/** By which the catalogue knows them. */
const id = 'digits'
/** The settings that give the wanted range; none give unbounded real numbers or a subset of them. */
const binarisationFor: Readonly<Record<ElementRange, readonly string[]>> = {
  real: [],
  unit: ['none'],
  grey256: ['none'],
  binary: ['dynamic'],
  levels256: ['levels'],
  steps: [],
}
const ranges = { none: 'grey256', levels: 'levels256', threshold: 'binary', dynamic: 'binary' } as const

export const digits = (datasets: KnownDatasets) => {
  const facts = datasets.facts(id)
  const all = Array.from({ length: facts.classes }, (_, index) => index)
  return defineSource({
    kind: 'data/digits',
    role: 'source',
    family: 'data',
    title: 'Digits',
    version: 1,
    summary: `${facts.title}: ${facts.description}.`,
    keywords: ['mnist', 'dataset', 'images', 'handwritten'],
    fields: {
      binarisation: choice({
        title: 'Binarisation',
        help: 'How grey values become black and white. Dynamic resamples each pixel from its grey value every time the image is used.',
        initial: 'dynamic',
        choices: [
          { value: 'none', title: 'None (grey, 0…1)' },
          { value: 'levels', title: 'None (levels, 0…255)' },
          { value: 'threshold', title: 'Threshold at one half' },
          { value: 'dynamic', title: 'Dynamic (Bernoulli draws)' },
        ],
      }),
      size: choice({
        title: 'Size',
        help: 'Width and height in pixels. 14 averages each 2 × 2 block, 32 pads with two black pixels on every side.',
        initial: '28',
        choices: [
          { value: '28', title: '28 × 28' },
          { value: '14', title: '14 × 14' },
          { value: '32', title: '32 × 32' },
        ],
      }),
      classes: classSubset({
        title: 'Classes',
        help: 'The digits to include. Labels are one-hot over these, in this order.',
        initial: all,
        names: all.map(String),
      }),
    },
    inputs: {},
    outputs: {
      x: { signal: 'tensor', title: 'x', help: 'The images.' },
      label: { signal: 'tensor', title: 'label', help: 'The class of each digit, one-hot.' },
    },
    infer: ({ params: { binarisation, size, classes } }) => ({
      outputs: {
        x: tensor([Number(size), Number(size), 1], ranges[binarisation]),
        label: tensor([classes.length], 'binary'),
      },
    }),
    granting(_params, { range }, { node, port }) {
      const [value] = port === 'x' && range ? (binarisationFor[range] ?? []) : []
      if (!value) return undefined
      return {
        title: `Set Binarisation to ${value}`,
        edits: [{ edit: 'setParam', node, field: 'binarisation', value }],
      }
    },
    data: ({ binarisation, size, classes }) => ({
      dataset: datasetAddress(id, facts.parameters, { size: Number(size), classes }),
      columns: { x: 'example', label: 'label' },
      options: { binarisation },
    }),
  })
}
