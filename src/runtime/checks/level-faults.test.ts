// Likelihoods of levels whose probabilities do not add up to one, at the size of real images; and invalid figures in bits.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import '@tensorflow/tfjs-backend-wasm'
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { definitions } from '../../../nodes/index.ts'
import { ops } from '../../../nodes/ops.ts'
import { categoricalLikelihood } from '../../../nodes/stochastic/categorical-likelihood/categorical-likelihood.op.ts'
import { discretisedLogisticMixture } from '../../../nodes/stochastic/discretised-logistic-mixture/discretised-logistic-mixture.op.ts'
import { equalMixture } from '../../../nodes/stochastic/equal-mixture/equal-mixture.op.ts'
import { registerWasmKernels } from '../../engine/backends/wasm-kernels/register.ts'
import { bernoulli } from '../../engine/math/distributions/bernoulli.ts'
import { intrinsics } from '../../engine/math/intrinsics.ts'
import type { Distribution } from '../../engine/math/op.ts'
import type { JsonObject } from '../../graph/json.ts'
import { type Ops, opsOf } from '../op-of.ts'
import { bits } from './density/bits.ts'
import { levels } from './density/levels.ts'
import { ask, compileToy, failuresOf, passesOf, type ToyGraph } from './fixtures/checked-model.ts'
import { vae } from './fixtures/toy-graphs.ts'

const fault = vi.hoisted(() => ({ current: 'none' }))

vi.mock(import('../../metrics/bits-per-dimension.ts'), async (importOriginal) => {
  const { bitsPerDimension } = await importOriginal()
  return {
    bitsPerDimension: (nats, elements) =>
      fault.current === 'nats' ? nats / elements : bitsPerDimension(nats, elements),
  }
})

/** Images of 256 levels are much for plain JavaScript. */
beforeAll(async () => {
  registerWasmKernels()
  await tf.setBackend('wasm')
})
beforeEach(() => {
  fault.current = 'none'
})

/** An autoregressive model of images: as small a network as there is, but all of the levels. */
const pixels = (side: number, likelihood: string, params: JsonObject, channels: number): ToyGraph => ({
  data: { shape: [side, side, 1], range: 'levels256' },
  nodes: [
    ['scale', 'layers/rescale'],
    ['conv', 'masked/masked-conv2d', { filters: 2, mask: 'A' }],
    ['numbers', 'layers/conv2d', { filters: channels, kernelSize: 1 }],
    ['likelihood', likelihood, params],
    ['nll', 'objectives/negative-log-likelihood'],
  ],
  wires: [
    'data.x -> scale.x',
    'scale.y -> conv.x',
    'conv.y -> numbers.x',
    `numbers.y -> likelihood.${likelihood.includes('categorical') ? 'logits' : 'parameters'}`,
    'data.x -> nll.x',
    'likelihood.p -> nll.likelihood',
  ],
})
const categorical = pixels(8, 'stochastic/categorical-likelihood', { levels: '256' }, 256)
const logistics = pixels(28, 'stochastic/discretised-logistic-mixture', { components: 3 }, 9)
const mixed: ToyGraph = {
  data: { shape: [28, 28, 1], range: 'binary' },
  nodes: [
    ['made', 'masked/made', { hidden: [4], masks: 2, order: 'random' }],
    ['likelihood', 'stochastic/bernoulli-likelihood'],
    ['mixture', 'stochastic/equal-mixture'],
    ['nll', 'objectives/negative-log-likelihood'],
  ],
  wires: [
    'data.x -> made.x',
    'made.y -> likelihood.logits',
    'likelihood.p -> mixture.components',
    'data.x -> nll.x',
    'mixture.p -> nll.likelihood',
  ],
}

const right: Ops = opsOf(ops, intrinsics)
const askWith = (graph: ToyGraph, wrong: Ops = new Map()) =>
  ask(levels, compileToy(graph, definitions), new Map([...right, ...wrong]), graph.data)
const [sum, whole] = ['Levels add up to one', 'Elements make up the example']

describe('levels', () => {
  test.each([
    ['256 categories', categorical],
    ['rounded logistics', logistics],
    ['a mixture of masks', mixed],
    ['pixels of a VAE', vae],
  ])('%s add up', async (_, graph) => {
    const results = await askWith(graph)
    expect(failuresOf(results)).toEqual([])
    expect(passesOf(results)).toEqual([sum, whole])
  })

  test('a model of real numbers has none', async () => {
    const points: ToyGraph = {
      data: { shape: [2] },
      nodes: [
        ['coupling', 'flows/coupling', { layers: [] }],
        ['base', 'stochastic/standard-normal'],
        ['likelihood', 'objectives/change-of-variables'],
      ],
      wires: ['data.x -> coupling.x', 'coupling.y -> likelihood.z1', 'base.p -> likelihood.base'],
    }
    expect((await askWith(points)).map(({ outcome }) => outcome)).toEqual(['skipped', 'skipped'])
  })

  test('categories of which the last is forgotten', async () => {
    const wrong = (...given: Parameters<typeof categoricalLikelihood>) => {
      const { p } = categoricalLikelihood(...given)
      return { p: changed(p, (x, log) => tf.sub(log, tf.mul(3, isLast(x)))) }
    }
    const failed = failuresOf(await askWith(categorical, opsOf({ 'stochastic/categorical-likelihood': wrong })))
    expect(failed).toEqual([`${sum}: likelihood`])
  })

  test('rounded logistics whose last level does not take all that lies above', async () => {
    const wrong = (...given: Parameters<typeof discretisedLogisticMixture>) => {
      const { p } = discretisedLogisticMixture(...given)
      return { p: changed(p, (x, log) => tf.sub(log, tf.mul(0.1, isLast(x)))) }
    }
    const failed = failuresOf(await askWith(logistics, opsOf({ 'stochastic/discretised-logistic-mixture': wrong })))
    expect(failed).toEqual([`${sum}: likelihood`])
  })

  test('a likelihood that is wrong only where an example has several elements', async () => {
    const wrong = ({ logits }: { logits: tf.Tensor }) => {
      const p = bernoulli(logits)
      return { p: changed(p, (x, log) => tf.div(log, tf.sqrt(x.size / (x.shape[0] ?? 1)))) }
    }
    const failed = failuresOf(await askWith(vae, opsOf({ 'stochastic/bernoulli-likelihood': wrong })))
    expect(failed).toEqual([`${whole}: likelihood`])
  })

  test('a mixture that does not share out its probability', async () => {
    const wrong = (...given: Parameters<typeof equalMixture>) => ({
      p: changed(equalMixture(...given).p, (_, log) => tf.add(log, Math.log(2))),
    })
    const failed = failuresOf(await askWith(mixed, opsOf({ 'stochastic/equal-mixture': wrong })))
    expect(failed).toEqual([`${sum}: mixture`])
  })
})

/** How many elements of each example have the last level. */
const isLast = (x: tf.Tensor): tf.Tensor => {
  const last = tf.cast(tf.equal(x, 255), 'float32')
  return tf.sum(tf.reshape(last, [x.shape[0] ?? 1, -1]), 1)
}

function changed(p: Distribution, change: (x: tf.Tensor, log: tf.Tensor) => tf.Tensor): Distribution {
  return { ...p, logProb: (x) => change(x, p.logProb(x)) }
}

describe('bits', () => {
  const program = compileToy(vae, definitions)
  const pixelProgram = compileToy(logistics, definitions)

  test.each([
    ['of a bound', program, vae],
    ['of an exact likelihood', pixelProgram, logistics],
  ])('%s are bits', async (_, sound, { data }) => {
    expect(failuresOf(await ask(bits, sound, right, data))).toEqual([])
    expect(passesOf(await ask(bits, sound, right, data))).toEqual(['Bits per dimension'])
  })

  test('nats that are called bits', async () => {
    fault.current = 'nats'
    expect(failuresOf(await ask(bits, program, right, vae.data))).toEqual(['Bits per dimension: elbo'])
    expect(failuresOf(await ask(bits, pixelProgram, right, logistics.data))).toEqual(['Bits per dimension: nll'])
  })

  test('bits shared out among too many numbers', async () => {
    const { density } = program
    const { likelihood } = density
    if (!likelihood) throw new Error('A VAE has a likelihood.')
    const of = { ...likelihood.of, dimensions: 2 * likelihood.of.dimensions }
    const wrong = { ...program, density: { ...density, likelihood: { ...likelihood, of } } }
    expect(failuresOf(await ask(bits, wrong, right, vae.data))).toEqual(['Bits per dimension: elbo'])
  })

  test('an objective that is not minus the log-likelihood', async () => {
    const half = (x: tf.Tensor) => tf.mul(0.5, x)
    const nll = ops['objectives/negative-log-likelihood']
    const wrong = (...given: Parameters<typeof nll>) => {
      const { objective } = nll(...given)
      return { objective: { loss: half(objective.loss), terms: {} } }
    }
    const all = new Map([...right, ...opsOf({ 'objectives/negative-log-likelihood': wrong })])
    expect(failuresOf(await ask(bits, pixelProgram, all, logistics.data))).toEqual(['Bits per dimension: nll'])
  })
})
