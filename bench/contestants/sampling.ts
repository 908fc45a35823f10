// Sampling from an autoregressive model: the product's sampler, compared with one full pass for each element.

import * as tf from '@tensorflow/tfjs-core'
import { createContext } from '../../src/engine/math/context.ts'
import { drawSamples } from '../../src/runtime/evaluation/generation.ts'
import { noConditions } from '../../src/runtime/program/data-feed.ts'
import type { Model } from '../../src/runtime/program/model.ts'
import { asTensor } from '../../src/runtime/program/value-tensors.ts'
import type { Sampling } from './messages.ts'

/** @param mostPasses of the slow way; fewer than all are extrapolated. */
export async function sampling(model: Model, count: number, mostPasses: number): Promise<Sampling> {
  const seed = 1
  await drawSamples(model, noConditions, { seed, count })
  const start = performance.now()
  const samples = await drawSamples(model, noConditions, { seed, count })
  const drawn = performance.now()
  const slow = await fullPasses(model, seed, count, mostPasses)
  const { passes, wanted, values } = slow
  const isComplete = passes === wanted
  return {
    milliseconds: drawn - start,
    fullPasses: ((performance.now() - drawn) * wanted) / passes,
    passes,
    wanted,
    ...(isComplete && { different: samples.values.filter((value, i) => value !== values[i]).length }),
  }
}

/** Each pass gives one more element its value; the random numbers are the same in every pass. */
async function fullPasses(model: Model, seed: number, count: number, most: number) {
  const { procedure, run } = model.procedure('sample')
  if (!procedure.repeat) throw new Error('The model is not sampled from element by element.')
  const { times, carries } = procedure.repeat
  const [[input, output] = ['', '']] = Object.entries(carries)
  const signal = procedure.inputs.find(({ name }) => name === input)?.signal
  if (signal?.signal !== 'tensor') throw new Error('The sampled value is not a tensor.')
  const counts = procedure.inputs.filter((one) => one.signal.signal === 'count').map(({ name }) => [name, count])
  const passes = Math.min(times, most)
  let current: tf.Tensor = tf.zeros([count, ...signal.shape])
  for (let pass = 0; pass < passes; pass++) {
    const contexts = createContext({ seed, step: 0, training: false })
    const next = tf.tidy(() =>
      tf.clone(asTensor(run({ ...Object.fromEntries(counts), [input]: current }, contexts).outputs[output], output)),
    )
    current.dispose()
    current = next
    await current.data()
  }
  const values = await current.data()
  current.dispose()
  return { passes, wanted: times, values }
}
