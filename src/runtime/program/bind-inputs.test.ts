import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Procedure, ProcedureInput } from '../../compiler/program/program.ts'
import { standardNormal } from '../../engine/index.ts'
import { tensor } from '../../graph/signals.ts'
import { bindInputs } from './bind-inputs.ts'
import type { FedBatch } from './data-feed.ts'

const image: ProcedureInput = {
  name: 'digits.x',
  signal: tensor([2, 3]),
  source: { from: 'data', node: 'digits', column: 'example' },
}
const label: ProcedureInput = {
  name: 'digits.label',
  signal: tensor([4]),
  source: { from: 'condition', node: 'digits', column: 'label' },
}
const latent: ProcedureInput = {
  name: 'latent',
  signal: tensor([5]),
  source: { from: 'caller', meaning: 'Latent vectors.' },
}
const count: ProcedureInput = {
  name: 'count',
  signal: { signal: 'count' },
  source: { from: 'caller', meaning: 'How many.' },
}

const taking = (inputs: readonly ProcedureInput[], more: Partial<Procedure> = {}): Procedure => ({
  name: 'sample',
  summary: '',
  inputs,
  calls: [],
  outputs: {},
  ...more,
})

/** Rows whose numbers say which column they are. */
const rows = (size: number, number: number): FedBatch => ({
  size,
  column: (_, column) =>
    tf.fill(column === 'example' ? [size, 2, 3] : [size, 4], column === 'example' ? number : -number),
})

const numbersIn = (value: tf.Tensor | number | undefined) => {
  if (typeof value !== 'object') throw new Error('That is not a tensor.')
  return { shape: value.shape, first: value.dataSync()[0] }
}

beforeAll(() => tf.setBackend('cpu'))

describe('each input is asked of who gives it', () => {
  test('columns of the data of the batch, conditions of theirs', () => {
    const bound = bindInputs(taking([image, label]), { data: rows(3, 7), conditions: rows(3, 8) })
    expect(numbersIn(bound['digits.x'])).toEqual({ shape: [3, 2, 3], first: 7 })
    expect(numbersIn(bound['digits.label'])).toEqual({ shape: [3, 4], first: -8 })
  })

  test('what the caller gives of the caller, and nothing else is bound', () => {
    const z = tf.ones([6, 5])
    const bound = bindInputs(taking([latent]), { values: { latent: z, other: z }, data: rows(3, 7) })
    expect(Object.keys(bound)).toEqual(['latent'])
    expect(bound.latent).toBe(z)
  })

  test('a count is the number of rows, of the data or else of the conditions, unless the caller says it', () => {
    expect(bindInputs(taking([count]), { data: rows(3, 7), conditions: rows(2, 8) })).toEqual({ count: 3 })
    expect(bindInputs(taking([count]), { conditions: rows(2, 8) })).toEqual({ count: 2 })
    expect(bindInputs(taking([count]), { values: { count: 9 }, conditions: rows(2, 8) })).toEqual({ count: 9 })
  })

  test('what a repetition carries starts from zeros, unless the caller has what it gave before', () => {
    const sampler = taking([latent], { repeat: { times: 2, carries: { latent: 'sample' } } })
    expect(numbersIn(bindInputs(sampler, { conditions: rows(2, 8) }).latent)).toEqual({ shape: [2, 5], first: 0 })
    const before = tf.ones([2, 5])
    expect(bindInputs(sampler, { values: { latent: before }, conditions: rows(2, 8) }).latent).toBe(before)
  })

  test('columns for which the caller has something else are not made', () => {
    const refusing: FedBatch = {
      size: 2,
      column: () => {
        throw new Error('Nobody needs this column.')
      },
    }
    const x = tf.ones([2, 2, 3])
    expect(bindInputs(taking([image]), { values: { 'digits.x': x }, data: refusing })['digits.x']).toBe(x)
  })
})

describe('an error names the procedure, the input, and what was expected and received', () => {
  test.each([
    [
      'data without a batch',
      image,
      { conditions: rows(2, 8) },
      'sample needs the input digits.x from the data of digits: expected a tensor of shape [batch, 2, 3], received nothing.',
    ],
    [
      'a condition for which there is only a batch of data',
      label,
      { data: rows(2, 8) },
      'sample needs the input digits.label as a condition from the data of digits: expected a tensor of shape [batch, 4], received nothing.',
    ],
    [
      'what the caller leaves out',
      latent,
      { data: rows(2, 8), conditions: rows(2, 8) },
      'sample needs the input latent from the caller: expected a tensor of shape [batch, 5], received nothing.',
    ],
    [
      'an unknown count',
      count,
      {},
      'sample needs the input count from the caller: expected an integer from 0, received nothing.',
    ],
  ])('%s', (_, input, given, message) => {
    expect(() => bindInputs(taking([input]), given)).toThrow(message)
  })

  test.each([
    [
      'other rows',
      latent,
      () => tf.ones([2, 6]),
      'expected a tensor of shape [batch, 5], received a tensor of shape [2, 6]',
    ],
    ['no batch', latent, () => tf.ones([5]), 'received a tensor of shape [5]'],
    [
      'no batch of scalars',
      { ...latent, signal: tensor([]) },
      () => tf.scalar(1),
      'expected a tensor of shape [batch], received a tensor of shape []',
    ],
    ['a distribution', latent, () => standardNormal(), 'received a distribution'],
    ['a number', latent, () => 5, 'received the number 5'],
    ['half an example', count, () => 1.5, 'expected an integer from 0, received the number 1.5'],
    [
      'other columns',
      image,
      () => tf.ones([2, 3, 2]),
      'from the data of digits: expected a tensor of shape [batch, 2, 3]',
    ],
    [
      'a tensor for a flow',
      { ...latent, signal: { signal: 'flow', shape: [5], range: 'real' } } as const,
      () => tf.ones([2, 5]),
      'expected a flow of shape [batch, 5], received a tensor of shape [2, 5]',
    ],
  ])('%s', (_, input, value, message) => {
    expect(() => bindInputs(taking([input]), { values: { [input.name]: value() } })).toThrow(message)
  })
})
