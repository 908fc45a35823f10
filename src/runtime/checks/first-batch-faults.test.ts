// Activation normalisations that start wrongly, each of which the check must find and put at its node.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, expect, test } from 'vitest'
import { actnorm } from '../../../nodes/flows/actnorm/actnorm.op.ts'
import { definitions } from '../../../nodes/index.ts'
import { ops } from '../../../nodes/ops.ts'
import { intrinsics } from '../../engine/math/intrinsics.ts'
import { opsOf } from '../op-of.ts'
import { ask, compileToy, failuresOf, passesOf, type ToyGraph } from './fixtures/checked-model.ts'
import { firstBatch } from './flow/first-batch.ts'

beforeAll(() => tf.setBackend('cpu'))

const layers = [{ kind: 'layers/conv2d', params: { filters: 3, activation: 'relu' } }]
const images: ToyGraph = {
  data: { shape: [4, 4, 1], range: 'levels256' },
  nodes: [
    ['dequantise', 'flows/dequantise'],
    ['squeeze', 'flows/squeeze'],
    ['norm', 'flows/actnorm'],
    ['coupling', 'flows/coupling', { mask: 'channel', layers: [...layers, { kind: 'layers/dropout', params: {} }] }],
    ['later', 'flows/actnorm'],
    ['base', 'stochastic/standard-normal'],
    ['likelihood', 'objectives/change-of-variables'],
  ],
  wires: [
    'data.x -> dequantise.x',
    'dequantise.y -> squeeze.x',
    'squeeze.y -> norm.x',
    'norm.y -> coupling.x',
    'coupling.y -> later.x',
    'later.y -> likelihood.z1',
    'base.p -> likelihood.base',
  ],
}

type Forward = typeof actnorm.forward
const askWith = (forward: Forward) =>
  ask(
    firstBatch,
    compileToy(images, definitions),
    opsOf(ops, intrinsics, { 'flows/actnorm': { ...actnorm, forward } }),
    images.data,
  )

const both = (title: string) => [`${title}: norm`, `${title}: later`]
const [start, kept] = ['Start by the first batch', 'Kept from the first batch']

test('passes with a network between that differs in training', async () => {
  const results = await askWith(actnorm.forward)
  expect(failuresOf(results)).toEqual([])
  expect(passesOf(results)).toEqual([start, kept])
})

test.each<[string, Forward, string[]]>([
  [
    'not by the batch at all',
    (inputs, weights, context) => ({
      ...actnorm.forward(inputs, { ...weights, initialised: tf.onesLike(weights.initialised) }, context),
    }),
    both(start),
  ],
  [
    'by the variance instead of the standard deviation',
    (inputs, weights, context) => {
      const { state } = actnorm.forward(inputs, weights, context)
      const isFirst = weights.initialised.dataSync()[0] === 0
      if (!state || !isFirst) return actnorm.forward(inputs, weights, context)
      const wrong = { ...state, deviation: tf.square(state.deviation!) }
      const { y } = actnorm.forward(inputs, { ...weights, ...wrong }, context)
      return { y, state: wrong }
    },
    both(start),
  ],
  [
    'again with each batch',
    (inputs, weights, context) => {
      const { y, state } = actnorm.forward(inputs, weights, context)
      return { y, ...(state && { state: { ...state, initialised: tf.zerosLike(weights.initialised) } }) }
    },
    both(kept),
  ],
  [
    'and forgets it outside of training',
    (inputs, weights, context) =>
      context.training
        ? actnorm.forward(inputs, weights, context)
        : { y: { value: inputs.x.value, logDet: inputs.x.logDet } },
    both(kept),
  ],
])('starts %s', async (_, wrong, failures) => {
  expect(failuresOf(await askWith(wrong))).toEqual(failures)
})

test('a flow without any is left alone', async () => {
  const nodes = images.nodes.filter(([, kind]) => kind !== 'flows/actnorm')
  const wires = [
    ...images.wires.filter((wire) => !/norm|later/.test(wire)),
    'squeeze.y -> coupling.x',
    'coupling.y -> likelihood.z1',
  ]
  const program = compileToy({ ...images, nodes, wires }, definitions)
  expect(await ask(firstBatch, program, opsOf(ops, intrinsics), images.data)).toMatchObject([
    { outcome: 'skipped' },
    { outcome: 'skipped' },
  ])
})
