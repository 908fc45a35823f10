// What is known of each dataset without loading it: enough for a dataset node to state its shape and element range at once.
// Pure data. The loaders in src/data check the files against these facts.

export type DatasetFacts = {
  readonly title: string
  readonly description: string
  /** Of one example, without the batch dimension. */
  readonly shape: readonly number[]
  /** Bytes hold `levels` whole values from 0; reals hold any 32-bit float. */
  readonly element: { readonly kind: 'byte'; readonly levels: number } | { readonly kind: 'real' }
  readonly classes: number
  readonly sizes: { readonly train: number; readonly validation: number; readonly test: number }
  readonly credit: string
}

export const datasetFacts = {
  digits: {
    title: 'MNIST digits',
    description: '10,000 handwritten digits in grey, 28 by 28 pixels',
    shape: [28, 28, 1],
    element: { kind: 'byte', levels: 256 },
    classes: 10,
    sizes: { train: 8004, validation: 999, test: 997 },
    credit: 'The MNIST database of handwritten digits by Yann LeCun and Corinna Cortes, usually given as CC BY-SA 3.0',
  },
} as const satisfies Record<string, DatasetFacts>

export type DatasetName = keyof typeof datasetFacts

export function isDatasetName(name: string): name is DatasetName {
  return Object.hasOwn(datasetFacts, name)
}
