import { defineNode } from '../../../src/graph/define.ts'
import { real } from '../../../src/graph/fields.ts'
import { tensor } from '../../../src/graph/signals.ts'

export const dropout = defineNode({
  kind: 'layers/dropout',
  role: 'layer',
  family: 'layers',
  title: 'Dropout',
  version: 1,
  summary: 'In training, sets a random fraction of the elements to zero.',
  keywords: ['regularisation', 'regularization', 'noise'],
  fields: {
    rate: real({ title: 'Rate', help: 'Probability that an element is dropped.', initial: 0.2, min: 0, max: 0.95 }),
  },
  inputs: { x: { signal: 'tensor', title: 'x', help: 'Any tensor.' } },
  outputs: { y: { signal: 'tensor', title: 'y', help: 'The same shape.' } },
  infer: ({ inputs }) => ({ outputs: { y: tensor(inputs.x.shape) } }),
  mixing: () => 'none',
  isIdentity: ({ rate }) => rate === 0,
  callParams: ['rate'],
  isIncremental: true,
  usesContext: true,
})
