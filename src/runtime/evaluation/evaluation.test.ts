import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Procedure, Program } from '../../compiler/program/program.ts'
import type { OpContext } from '../../engine/math/op.ts'
import { tensor } from '../../graph/signals.ts'
import { call, toyCalls, toyDatasets, toyOps, toyProgram, toySize } from '../fixtures/toy-program.ts'
import { opsOf } from '../op-of.ts'
import { createDataFeed, noConditions } from '../program/data-feed.ts'
import { createModel, type Model } from '../program/model.ts'
import { estimateLikelihood, evaluateObjectives } from './evaluation.ts'
import { drawSamples, encodeSplit, imageStrip, reconstructFirst } from './generation.ts'

beforeAll(() => tf.setBackend('cpu'))

const logTwoPi = Math.log(2 * Math.PI)
const logNormal = (x: tf.Tensor, mean: tf.Tensor, variance: number) =>
  tf.sum(tf.mul(-0.5, tf.add(tf.div(tf.square(tf.sub(x, mean)), variance), Math.log(variance) + logTwoPi)), 1)

// p(z) = N(0, 1), p(x|z) = N(z, 1) in every dimension, so p(x) = N(0, 2) and the posterior is N(x/2, 1/2).
const linearGaussian = opsOf({
  'toy/weight': ({ x }: { x: tf.Tensor }, { exact }: { exact: boolean }, context: OpContext) => {
    const [mean, variance] = exact ? [tf.div(x, 2), 0.5] : [tf.div(x, 3), 0.8]
    const z = tf.add(mean, tf.mul(Math.sqrt(variance), context.normal(x.shape)))
    const joint = tf.add(logNormal(x, z, 1), logNormal(z, tf.zerosLike(z), 1))
    return { y: tf.sub(joint, logNormal(z, mean, variance)) }
  },
})

function linearGaussianModel(exact: boolean): Model {
  const program = toyProgram()
  const logWeight: Procedure = {
    name: 'logWeight',
    summary: 'One importance weight.',
    inputs: program.procedures[0]!.inputs,
    calls: [call('weight', 'toy/weight', { x: 'data.x' }, { params: { exact }, usesContext: true })],
    outputs: { weight: 'weight.y' },
  }
  return createModel({ ...program, procedures: [...program.procedures, logWeight] }, linearGaussian)
}

const feedOf = (program: Program) => createDataFeed(program, toyDatasets())

/** -log N(x; 0, 2) averaged over the test split, in doubles. */
function exactNats(): number {
  const split = toyDatasets().get('toy')!.test
  const values = split.element === 'real' ? [...split.values] : expect.fail('the toy holds reals')
  return values.reduce((sum, x) => sum + 0.5 * (x ** 2 / 2 + Math.log(2) + logTwoPi), 0) / split.count
}

describe('the importance-weighted estimate', () => {
  test.each([1, 7])('with the exact posterior and %i draws is the negative log-likelihood', async (draws) => {
    const model = linearGaussianModel(true)
    const estimate = await estimateLikelihood(model, feedOf(model.program), 'test', draws)
    expect(estimate.nats).toBeCloseTo(exactNats(), 4)
    expect(estimate).toMatchObject({ draws, examples: 20 })
  })

  test('with another posterior falls towards it as draws are added', async () => {
    const model = linearGaussianModel(false)
    const nats = async (draws: number) => (await estimateLikelihood(model, feedOf(model.program), 'test', draws)).nats
    const [one, few, many] = [await nats(1), await nats(10), await nats(2000)]
    expect(one).toBeGreaterThan(few)
    expect(few).toBeGreaterThan(many)
    expect(Math.abs(many - exactNats())).toBeLessThan(0.01)
    expect(await nats(10)).toBe(few)
  })

  test('rejects an invalid number of draws, and a model without weights', async () => {
    const model = linearGaussianModel(true)
    await expect(estimateLikelihood(model, feedOf(model.program), 'test', 0)).rejects.toThrow('received 0')
    const toy = createModel(toyProgram(), toyOps)
    await expect(estimateLikelihood(toy, feedOf(toy.program), 'test', 1)).rejects.toThrow('A toy has no density.')
  })
})

test('objectives are averaged over the whole split, without noise, and leave nothing behind', async () => {
  const model = createModel(toyProgram(), toyOps)
  const feed = feedOf(model.program)
  const split = toyDatasets().get('toy')!.test
  const x = tf.tensor2d(split.element === 'real' ? split.values : [], [20, toySize])
  const code = tf.sub(tf.matMul(x, model.parameters.get('encoder/kernel')), model.parameters.get('drift/mean'))
  const back = tf.matMul(tf.tanh(code), model.parameters.get('decoder/out/kernel'))
  const [error] = tf.mean(tf.sum(tf.square(tf.sub(back, x)), 1)).dataSync()
  const { numTensors } = tf.memory()
  const evaluated = await evaluateObjectives(model, feed, 'test')
  expect(evaluated.objective!.error).toBeCloseTo(error!, 4)
  expect(evaluated.objective!.loss).toBeCloseTo(error! / 2, 4)
  expect(tf.memory().numTensors).toBe(numTensors)
})

describe('what a model makes', () => {
  const model = () => createModel(toyProgram(), toyOps)

  test('samples are the same from the same seed, and a shorter draw begins a longer one', async () => {
    const made = model()
    const five = await drawSamples(made, noConditions, { seed: 1, count: 5 })
    expect(five.shape).toEqual([5, toySize])
    expect(await drawSamples(made, noConditions, { seed: 1, count: 5 })).toEqual(five)
    expect((await drawSamples(made, noConditions, { seed: 1, count: 2 })).values).toEqual(
      five.values.slice(0, 2 * toySize),
    )
    expect((await drawSamples(made, noConditions, { seed: 2, count: 5 })).values).not.toEqual(five.values)
  })

  test('reconstructions stand beside the first examples of the split', async () => {
    const made = model()
    const split = toyDatasets().get('toy')!.validation
    const { originals, reconstructions } = await reconstructFirst(made, feedOf(made.program), 'validation', 4)
    expect([...originals.values]).toEqual(split.element === 'real' ? [...split.values.slice(0, 4 * toySize)] : [])
    expect(reconstructions.shape).toEqual([4, toySize])
  })

  test('codes come for every example of a split, in order', async () => {
    const program = toyProgram()
    const encode: Procedure = {
      ...program.procedures[0]!,
      name: 'encode',
      calls: [toyCalls[0]!],
      outputs: { latent: 'encoder.y' },
    }
    const made = createModel({ ...program, procedures: [encode] }, toyOps)
    const codes = await encodeSplit(made, feedOf(program), 'train')
    const split = toyDatasets().get('toy')!.train
    const x = tf.tensor2d(split.element === 'real' ? split.values : [], [40, toySize])
    expect(codes.shape).toEqual([40, 3])
    expect([...codes.values]).toEqual([...tf.matMul(x, made.parameters.get('encoder/kernel')).dataSync()])
  })

  test('a procedure that is repeated runs until nothing changes', async () => {
    // x ← step(x + 1 - place) sets one more element to one each time, from the first on.
    let runs = 0
    const ops = opsOf({
      'toy/next': ({ x }: { x: tf.Tensor }) => {
        runs++
        const before = tf.concat([tf.ones([x.shape[0] ?? 0, 1]), tf.slice(x, [0, 0], [-1, 3])], 1)
        return { y: before }
      },
    })
    const sample: Procedure = {
      name: 'sample',
      summary: 'One more element.',
      inputs: [{ name: 'x', signal: tensor([4]), source: { from: 'caller', meaning: 'So far.' } }],
      calls: [call('next', 'toy/next', { x: 'x' })],
      outputs: { mean: 'next.y' },
      repeat: { times: 16, carries: { x: 'mean' } },
    }
    const made = createModel({ ...toyProgram(), procedures: [sample] }, ops)
    const before = tf.memory().numTensors
    expect([...(await drawSamples(made, noConditions, { seed: 0, count: 2 })).values]).toEqual(
      Array.from({ length: 8 }, () => 1),
    )
    expect(runs).toBe(5)
    expect(tf.memory().numTensors).toBe(before)
  })

  test('images are strips of values from 0 to 1; other shapes are not images', () => {
    const values = Float32Array.of(-0.5, 0.25, 1.5, 1)
    expect(imageStrip({ shape: [1, 2, 2, 1], values }, [2, 2, 1], 'unit')).toEqual({
      count: 1,
      height: 2,
      width: 2,
      channels: 1,
      values: Float32Array.of(0, 0.25, 1, 1),
    })
    expect(
      imageStrip({ shape: [1, 2, 2, 1], values: Float32Array.of(0, 51, 255, 300) }, [2, 2, 1], 'levels256'),
    ).toMatchObject({ values: Float32Array.of(0, 0.2, 1, 1) })
    expect(imageStrip({ shape: [2, 2], values }, [2], 'unit')).toBeUndefined()
    expect(imageStrip({ shape: [1, 1, 2, 2], values }, [1, 2, 2], 'unit')).toBeUndefined()
  })
})
