// Faults put into flows on purpose, each of which the checks must find and put at its node; and flows without any.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import '@tensorflow/tfjs-backend-wasm'
import { beforeAll, describe, expect, test } from 'vitest'
import { actnorm } from '../../../nodes/flows/actnorm/actnorm.op.ts'
import { coupling } from '../../../nodes/flows/coupling/coupling.op.ts'
import { split } from '../../../nodes/flows/split/split.op.ts'
import { definitions } from '../../../nodes/index.ts'
import { ops } from '../../../nodes/ops.ts'
import { registerWasmKernels } from '../../engine/backends/wasm-kernels/register.ts'
import { standardNormal } from '../../engine/math/distributions/standard-normal.ts'
import { intrinsics } from '../../engine/math/intrinsics.ts'
import { type Ops, opsOf } from '../op-of.ts'
import { check, compileToy, failuresOf, passedByAll, passesOf, type ToyGraph } from './fixtures/checked-model.ts'

beforeAll(async () => {
  registerWasmKernels()
  await tf.setBackend('wasm')
})

const layers = [{ kind: 'layers/dense', params: { units: 6, activation: 'relu' } }]
const ends = ['base.p -> likelihood.base']
const base = [
  ['base', 'stochastic/standard-normal'],
  ['likelihood', 'objectives/change-of-variables'],
] as const

const plane: ToyGraph = {
  data: { shape: [2] },
  nodes: [
    ['norm', 'flows/actnorm'],
    ['first', 'flows/coupling', { layers }],
    ['mix', 'flows/invertible-convolution'],
    ['second', 'flows/coupling', { layers, swap: true }],
    ...base,
  ],
  wires: [
    'data.x -> norm.x',
    'norm.y -> first.x',
    'first.y -> mix.x',
    'mix.y -> second.x',
    'second.y -> likelihood.z1',
    ...ends,
  ],
}

const images: ToyGraph = {
  data: { shape: [4, 4, 1], range: 'levels256' },
  nodes: [
    ['dequantise', 'flows/dequantise'],
    ['logit', 'flows/logit'],
    ['squeeze', 'flows/squeeze'],
    ['norm', 'flows/actnorm'],
    ['coupling', 'flows/coupling', { mask: 'channel', layers: [{ kind: 'layers/conv2d', params: { filters: 3 } }] }],
    ['split', 'flows/split'],
    ...base,
  ],
  wires: [
    'data.x -> dequantise.x',
    'dequantise.y -> logit.x',
    'logit.y -> squeeze.x',
    'squeeze.y -> norm.x',
    'norm.y -> coupling.x',
    'coupling.y -> split.x',
    'split.y -> likelihood.z1',
    'split.z -> likelihood.z2',
    ...ends,
  ],
}

const right: Ops = opsOf(ops, intrinsics)
const checkWith = (graph: ToyGraph, wrong: Ops = new Map()) =>
  check(compileToy(graph, definitions), new Map([...right, ...wrong]), graph.data)

describe('without a fault', () => {
  test('a flow in the plane passes everything that applies', async () => {
    const results = await checkWith(plane)
    expect(failuresOf(results)).toEqual([])
    expect(passesOf(results)).toEqual([
      ...passedByAll,
      'What a step changes',
      'Gradient of the objective',
      'Start by the first batch',
      'Kept from the first batch',
      'x → latent → x',
      'latent → x → latent',
      'Each transform and back',
      'Log-determinant of the flow',
      'Log-determinant by differences',
      'Log-determinant of each transform',
      'Nats of the objective',
      'Density adds up to one',
      'Samples against the density',
      'Draws of the prior against its density',
      'Draws against the entropy',
    ])
  })

  test('a multi-scale flow on levels passes everything that applies', async () => {
    const results = await checkWith(images)
    expect(failuresOf(results)).toEqual([])
    expect(passesOf(results)).toContain('x → latent → x, rounded to levels')
    expect(passesOf(results)).toContain('Log-determinant by differences')
    expect(results.find(({ check: name }) => name === 'normalisation')).toMatchObject({ outcome: 'skipped' })
  })
})

test('the checks leave no tensor behind', async () => {
  for (const graph of [plane, images]) {
    const { numTensors } = tf.memory()
    await checkWith(graph)
    expect(tf.memory().numTensors).toBe(numTensors)
  }
})

describe('a fault is found and put at its node', () => {
  test('a log-determinant of the wrong sign', async () => {
    const wrong: typeof coupling = {
      ...coupling,
      forward(inputs, ...rest) {
        const { y } = coupling.forward(inputs, ...rest)
        return { y: { value: y.value, logDet: tf.sub(tf.mul(2, inputs.x.logDet), y.logDet) } }
      },
    }
    const failed = failuresOf(await checkWith(plane, opsOf({ 'flows/coupling': wrong })))
    expect(failed).toContain('Log-determinant of each transform: first')
    expect(failed).toContain('Log-determinant of each transform: second')
    expect(failed).toContain('Log-determinant of the flow')
    expect(failed).toContain('Log-determinant by differences')
    expect(failed).toContain('Density adds up to one')
    expect(failed.join()).not.toContain('norm')
  })

  test('a way back with a log-determinant of the wrong sign', async () => {
    const wrong: typeof coupling = {
      ...coupling,
      inverse(outputs, ...rest) {
        const { x } = coupling.inverse(outputs, ...rest)
        return { x: { value: x.value, logDet: tf.sub(tf.mul(2, outputs.y.logDet), x.logDet) } }
      },
    }
    const failed = failuresOf(await checkWith(plane, opsOf({ 'flows/coupling': wrong })))
    expect(failed).toEqual(['Log-determinant of each transform: first', 'Log-determinant of each transform: second'])
  })

  test('a way back that is wrong by one part in a thousand', async () => {
    const wrong: typeof actnorm = {
      ...actnorm,
      inverse(...given) {
        const { x } = actnorm.inverse(...given)
        return { x: { value: tf.mul(1.001, x.value), logDet: x.logDet } }
      },
    }
    const failed = failuresOf(await checkWith(plane, opsOf({ 'flows/actnorm': wrong })))
    expect(failed).toEqual(['x → latent → x', 'latent → x → latent', 'Each transform and back: norm'])
  })

  test('a split whose halves are swapped on the way back', async () => {
    const wrong: typeof split = { ...split, inverse: ({ y, z }) => split.inverse({ y: z, z: y }) }
    const failed = failuresOf(await checkWith(images, opsOf({ 'flows/split': wrong })))
    expect(failed).toContain('Each transform and back: split')
    expect(failed).toContain('x → latent → x')
    expect(failed).toContain('x → latent → x, rounded to levels')
  })

  test('a prior that draws from a wider distribution than its density', async () => {
    const wide = () => {
      const p = standardNormal()
      return { p: { ...p, sample: (...given: Parameters<typeof p.sample>) => tf.mul(1.1, p.sample(...given)) } }
    }
    const failed = failuresOf(await checkWith(plane, opsOf({ 'stochastic/standard-normal': wide })))
    expect(failed).toEqual([
      'Samples against the density',
      'Draws of the prior against its density: base',
      'Draws against the entropy: base',
    ])
  })

  test('a prior whose density does not add up to one', async () => {
    const heavy = () => {
      const p = standardNormal()
      return { p: { ...p, logProb: (x: tf.Tensor) => tf.add(p.logProb(x), 0.05) } }
    }
    const failed = failuresOf(await checkWith(plane, opsOf({ 'stochastic/standard-normal': heavy })))
    expect(failed).toContain('Density adds up to one')
    expect(failed).toContain('Draws of the prior against its density: base')
  })
})
