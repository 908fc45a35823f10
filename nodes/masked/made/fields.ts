// The settings of a masked autoencoder and its layers. The layers must agree, since the connectivity numbers of one follow from
// those of the others.
import { choice, integer, sizeList } from '../../../src/graph/fields.ts'

export const maskFields = {
  hidden: sizeList({
    title: 'Hidden layers',
    help: 'Number of units in each. With no hidden layer the model is a logistic regression on all previous elements.',
    initial: [500],
    max: 65_536,
    most: 16,
  }),
  order: choice({
    title: 'Order',
    help: 'Natural is row by row, reversed from the last element to the first; random is a shuffle drawn from the seed, a different one for each mask; chosen is your own list.',
    initial: 'natural',
    choices: [
      { value: 'natural', title: 'Natural' },
      { value: 'reversed', title: 'Reversed' },
      { value: 'random', title: 'Random' },
      { value: 'chosen', title: 'Chosen' },
    ],
  }),
  sequence: sizeList({
    title: 'Sequence',
    help: 'The elements in the order in which they are sampled, each once, numbered row by row from 1.',
    initial: [],
    max: 1024,
    most: 1024,
    when: { field: 'order', is: 'chosen' },
  }),
  masks: integer({
    title: 'Masks',
    help: 'Number of masks, used in turn, one per training step. With more than one, the masks are the first axis of the outputs.',
    initial: 1,
    min: 1,
    max: 256,
  }),
  seed: integer({
    title: 'Mask seed',
    help: 'Random seed of the orders and connections.',
    initial: 1,
    min: 0,
    max: 4_294_967_295,
  }),
} as const
