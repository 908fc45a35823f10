// What an encoder and a decoder expand to: names, order, flattening, and what they reject.
import { describe, expect, test } from 'vitest'
import type { Expansion, Refusal } from '../../src/graph/definition.ts'
import { initialParams, type StackLayer } from '../../src/graph/fields.ts'
import { type Shape, tensor } from '../../src/graph/signals.ts'
import { definitions } from '../index.ts'
import { decoder } from './decoder/decoder.node.ts'
import { encoder } from './encoder/encoder.node.ts'
import { stackLayerKinds } from './layer-stack.ts'

const dense = (units: number): StackLayer => ({ kind: 'layers/dense', params: { units, activation: 'relu' } })
const conv: StackLayer = { kind: 'layers/conv2d', params: { filters: 8, strides: 2 } }

const encode = (shape: Shape, params: Partial<ReturnType<typeof encoderDefaults>>) =>
  encoder.expand({ node: 'n', params: { ...encoderDefaults(), ...params }, inputs: { x: tensor(shape) } })
const encoderDefaults = () => initialParams(encoder.fields)

const decode = (shape: Shape, params: Partial<ReturnType<typeof decoderDefaults>>) =>
  decoder.expand({ node: 'n', params: { ...decoderDefaults(), ...params }, inputs: { z: tensor(shape) } })
const decoderDefaults = () => initialParams(decoder.fields)

/** `name: kind <- source`, one for each call. */
function lines(expansion: Expansion | Refusal): string[] {
  if ('problems' in expansion) throw new Error(expansion.problems[0]?.message)
  return expansion.calls.map(({ name, kind, inputs }) => {
    const { x } = inputs
    const source = x && ('input' in x ? `(${x.input})` : x.call)
    return `${name}: ${kind.split('/')[1]} <- ${source}`
  })
}

describe('Encoder', () => {
  test('by default it is flatten, a hidden layer and two heads', () => {
    const expansion = encode([28, 28, 1], {})
    expect(lines(expansion)).toEqual([
      'flatten1: flatten <- (x)',
      'hidden1: dense <- flatten1',
      'mean: dense <- hidden1',
      'logVariance: dense <- hidden1',
    ])
    expect(expansion).toMatchObject({
      calls: [{}, { params: { units: 400 } }, { params: { units: 20 } }, { params: { units: 20 } }],
      outputs: { mean: { call: 'mean', port: 'y' }, logVariance: { call: 'logVariance', port: 'y' } },
    })
  })

  test('a vector needs no flatten', () => {
    expect(lines(encode([784], {}))[0]).toBe('hidden1: dense <- (x)')
  })

  test('a dense layer flattens what convolutions leave, and so do the heads', () => {
    expect(lines(encode([28, 28, 1], { layers: [conv, conv, dense(64)], output: 'features' }))).toEqual([
      'conv1: conv2d <- (x)',
      'conv2: conv2d <- conv1',
      'flatten1: flatten <- conv2',
      'hidden1: dense <- flatten1',
    ])
    expect(lines(encode([28, 28, 1], { layers: [conv] }))).toEqual([
      'conv1: conv2d <- (x)',
      'flatten1: flatten <- conv1',
      'mean: dense <- flatten1',
      'logVariance: dense <- flatten1',
    ])
  })

  test('a flatten in the stack is not doubled', () => {
    const layers = [conv, { kind: 'layers/flatten', params: {} }, dense(64)]
    expect(lines(encode([28, 28, 1], { layers, output: 'features' })).join()).not.toContain('flatten2')
  })

  test('without layers its features are its input', () => {
    expect(encode([5], { layers: [], output: 'features' })).toEqual({ calls: [], outputs: { y: { input: 'x' } } })
  })

  test('an unknown layer is left for the compiler to report', () => {
    const layers = [{ kind: 'layers/imaginary-layer', params: {} }, dense(4)]
    expect(lines(encode([28, 28, 1], { layers, output: 'features' }))).toEqual([
      'imaginaryLayer1: imaginary-layer <- (x)',
      'hidden1: dense <- imaginaryLayer1',
    ])
  })

  test('its outputs follow the setting', () => {
    const names = (output: 'gaussian' | 'features') =>
      Object.keys(encoder.ports?.({ ...encoderDefaults(), output }, new Set()).outputs ?? {})
    expect(names('gaussian')).toEqual(['mean', 'logVariance'])
    expect(names('features')).toEqual(['y'])
  })
})

describe('Decoder', () => {
  test('by default it is a hidden layer and a read-out in the shape of the data', () => {
    const expansion = decode([20], {})
    expect(lines(expansion)).toEqual([
      'hidden1: dense <- (z)',
      'output: dense <- hidden1',
      'reshapeOutput: reshape <- output',
    ])
    expect(expansion).toMatchObject({ calls: [{}, { params: { units: 784 } }, { params: { shape: [28, 28, 1] } }] })
  })

  test('a vector as output needs no reshape', () => {
    expect(lines(decode([20], { outputShape: [784] }))).toEqual(['hidden1: dense <- (z)', 'output: dense <- hidden1'])
  })

  const upsampling: readonly StackLayer[] = [
    dense(7 * 7 * 4),
    { kind: 'layers/reshape', params: { shape: [7, 7, 4] } },
    { kind: 'layers/conv2d-transpose', params: { filters: 4, strides: 2, activation: 'relu' } },
  ]

  test('without a read-out its layers end in the output shape', () => {
    const last = { kind: 'layers/conv2d-transpose', params: { filters: 1, strides: 2 } }
    expect(lines(decode([20], { layers: [...upsampling, last], readOut: 'none' }))).toEqual([
      'hidden1: dense <- (z)',
      'reshape1: reshape <- hidden1',
      'convTranspose1: conv2d-transpose <- reshape1',
      'convTranspose2: conv2d-transpose <- convTranspose1',
    ])
  })

  test('or it says what they end in', () => {
    expect(decode([20], { layers: upsampling, readOut: 'none' })).toMatchObject({
      problems: [
        {
          severity: 'error',
          message: "The decoder's layers end in 14 × 14 × 4, but its output shape is 28 × 28 × 1.",
          expected: '28 × 28 × 1',
          received: '14 × 14 × 4',
          fixes: [
            { edits: [{ edit: 'setParam', node: 'n', field: 'readOut', value: 'dense' }] },
            { edits: [{ edit: 'setParam', node: 'n', field: 'outputShape', value: [14, 14, 4] }] },
          ],
        },
      ],
    })
  })
})

test('every kind allowed in a stack is a layer with input x and output y', () => {
  for (const kind of stackLayerKinds) {
    const definition = definitions.get(kind)
    expect(definition).toMatchObject({ role: 'layer' })
    expect(Object.keys(definition?.inputs ?? {})).toEqual(['x'])
    expect(Object.keys(definition?.outputs ?? {})).toEqual(['y'])
  }
})

test('calls of one network never share a name', () => {
  const layers = stackLayerKinds.flatMap((kind) => [1, 2].map(() => ({ kind, params: {} })))
  for (const expansion of [encode([28, 28, 1], { layers }), decode([20], { layers })]) {
    const names = lines(expansion)
    expect(new Set(names.map((line) => line.split(':')[0])).size).toBe(names.length)
  }
})
