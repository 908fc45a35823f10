// Laws that every node kind keeps, checked on the examples of each: what runs is what was inferred.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, describe, expect, test } from 'vitest'
import { kernelFaults, recordKernels } from '../src/engine/backends/kernel-cases/recorded-kernels.ts'
import { lawCases } from './fixtures/law-cases.ts'
import { batch, type Leaf, make, run, tensorsIn } from './fixtures/run-example.ts'

const kernelCalls = recordKernels()

beforeAll(() => tf.setBackend('cpu'))

describe('the inferred signals match the computed ones', () => {
  test.each(lawCases)('$name', ({ definition, example, training }) => {
    const { signals, values, states } = run(
      definition,
      example,
      (name, shape, fill) => make(name, shape, fill),
      training,
    )
    expect(Object.keys(values).toSorted()).toEqual(Object.keys(signals).toSorted())
    for (const [port, signal] of Object.entries(signals)) {
      const value = values[port]!
      if (signal.signal === 'objective') expect(value).toHaveProperty('terms', expectedTerms(signal.terms))
      for (const [i, tensor] of tensorsIn(signal, value).entries()) {
        if (signal.signal === 'tensor') {
          expect(tensor.shape).toEqual([batch, ...signal.shape])
          const [low, high] =
            signal.range === 'unit' || signal.range === 'binary'
              ? [0, 1]
              : [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
          for (const x of tensor.dataSync()) expect(x >= low && x <= high).toBe(true)
        } else if (signal.signal === 'flow') expect(tensor.shape).toEqual(i === 0 ? [batch, ...signal.shape] : [batch])
        else if (signal.signal === 'objective') expect(tensor.shape).toEqual([])
        else if (i === 0) expect(tensor.shape).toEqual([batch])
      }
    }
    for (const { declared, update } of states) {
      expect(Object.keys(update ?? {})).toEqual(training ? declared : [])
    }
  })
})

/** Input tensors with all examples after the first replaced. */
const withOthers: Leaf = (name, shape, fill) => {
  const tensor = make(name, shape, fill)
  if (name.startsWith('node/')) return tensor
  return tf.concat([tf.slice(tensor, 0, 1), tf.slice(make(`other ${name}`, shape, fill), 1)])
}

test.each(lawCases.filter(({ training, definition: { role } }) => training && role !== 'objective'))(
  '$name: an example depends on others in its batch if moments are taken over it, and not otherwise',
  ({ definition, example }) => {
    const [one, other] = [make, withOthers].map((leaf) => {
      const { signals, values } = run(definition, { ...example, state: {} }, leaf, true)
      const tensors = Object.entries(signals).flatMap(([port, signal]) => tensorsIn(signal, values[port]!))
      return tensors.map((tensor) => tensor.dataSync().slice(0, tensor.size / batch))
    })
    expect(String(one) !== String(other)).toBe('momentsOverBatch' in definition)
  },
)
const expectedTerms = (names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, expect.objectContaining({ shape: [] })]))
test('call only TF.js ops that are correct on all backends', () =>
  expect(kernelFaults(kernelCalls.values())).toEqual([]))
