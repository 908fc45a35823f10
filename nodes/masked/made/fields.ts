// What a masked autoencoder and its layers are set to. The layers must agree, since the connectivity numbers of one follow
// from those of the others.
import { choice, integer, sizeList } from '../../../src/graph/fields.ts'

export const maskFields = {
  hidden: sizeList({
    title: 'Hidden layers',
    help: 'Units of each. None at all leaves a logistic regression on all elements before.',
    initial: [500],
    max: 65_536,
    most: 16,
  }),
  order: choice({
    title: 'Order',
    help: 'Natural goes row by row, reversed from the last element to the first; random is a shuffle, drawn from the seed, anew for each mask; chosen is as you list it.',
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
    help: 'The elements in the order in which they are drawn, each once; they are counted row by row, from 1.',
    initial: [],
    max: 1024,
    most: 1024,
    when: { field: 'order', is: 'chosen' },
  }),
  masks: integer({
    title: 'Masks',
    help: 'How many masks take turns, one in each step. With more than one, the outputs have the masks as their first axis.',
    initial: 1,
    min: 1,
    max: 256,
  }),
  seed: integer({
    title: 'Mask seed',
    help: 'Orders and connections are drawn from it.',
    initial: 1,
    min: 0,
    max: 4_294_967_295,
  }),
} as const
