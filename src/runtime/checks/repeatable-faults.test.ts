// Ops that draw without the run's seed, which the check must find and put at their node.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, expect, test } from 'vitest'
import { definitions } from '../../../nodes/index.ts'
import { dropout } from '../../../nodes/layers/dropout/dropout.op.ts'
import { ops } from '../../../nodes/ops.ts'
import { intrinsics } from '../../engine/math/intrinsics.ts'
import { opsOf } from '../op-of.ts'
import { ask, compileToy, failuresOf, passesOf, type ToyGraph } from './fixtures/checked-model.ts'
import { repeatable } from './training/repeatable.ts'

beforeAll(() => tf.setBackend('cpu'))

const autoencoder: ToyGraph = {
  data: { shape: [4] },
  nodes: [
    ['dropout', 'layers/dropout'],
    ['dense', 'layers/dense', { units: 4 }],
    ['likelihood', 'stochastic/gaussian-likelihood'],
    ['objective', 'objectives/reconstruction'],
  ],
  wires: [
    'data.x -> dropout.x',
    'dropout.y -> dense.x',
    'dense.y -> likelihood.mean',
    'likelihood.p -> objective.likelihood',
    'data.x -> objective.x',
  ],
}

const askWith = (one: typeof dropout) =>
  ask(
    repeatable,
    compileToy(autoencoder, definitions),
    opsOf(ops, intrinsics, { 'layers/dropout': one }),
    autoencoder.data,
  )

test('dropout that draws from the seed repeats', async () => {
  const results = await askWith(dropout)
  expect(failuresOf(results)).toEqual([])
  expect(passesOf(results)).toEqual(['A step repeats'])
})

test('dropout that draws from elsewhere does not', async () => {
  const unseeded = ({ x }: { x: tf.Tensor }, { rate }: { readonly rate: number }) => ({ y: tf.dropout(x, rate) })
  const results = await askWith(Object.assign(unseeded, { incremental: dropout.incremental }))
  expect(failuresOf(results)).toEqual(['A step repeats: dropout'])
})
