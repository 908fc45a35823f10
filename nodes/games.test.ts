// Running adversarial games: phases update only their own weights, applications draw separate random numbers, and derived
// procedures agree with their parts.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, describe, expect, test } from 'vitest'
import { smallAdversarialAutoencoder, smallGan } from '../src/compiler/fixtures/games.ts'
import { compileDocument } from '../src/compiler/program/compile.ts'
import type { ProcedureName, Program } from '../src/compiler/program/program.ts'
import type { Dataset, RealSplit, SplitName } from '../src/engine/data/dataset.ts'
import { createContext } from '../src/engine/math/context.ts'
import { intrinsics } from '../src/engine/math/intrinsics.ts'
import { uniforms } from '../src/engine/random/draws.ts'
import { randomStream } from '../src/engine/random/random-stream.ts'
import { readDocument } from '../src/graph/document-file.ts'
import type { JsonObject } from '../src/graph/json.ts'
import { sizeOf } from '../src/graph/signals.ts'
import { evaluateObjectives } from '../src/runtime/evaluation/evaluation.ts'
import { drawSamples } from '../src/runtime/evaluation/generation.ts'
import { opsOf } from '../src/runtime/op-of.ts'
import { bindInputs } from '../src/runtime/program/bind-inputs.ts'
import { createDataFeed, noConditions } from '../src/runtime/program/data-feed.ts'
import { createModel, type Model } from '../src/runtime/program/model.ts'
import { asTensor } from '../src/runtime/program/value-tensors.ts'
import { createTrainer } from '../src/runtime/training/trainer.ts'
import { definitions } from './index.ts'
import { ops } from './ops.ts'

beforeAll(() => tf.setBackend('cpu'))

function compile(json: JsonObject): Program {
  const result = compileDocument(readDocument(json, definitions), definitions)
  if ('problems' in result) throw new Error(result.problems.map(({ message }) => message).join(' '))
  return result.program
}

const modelOf = (program: Program): Model => createModel(program, opsOf(intrinsics, ops))

/** Random numbers from 0 to 1 in the shape of the data. */
function datasetOf(program: Program): Dataset {
  const { shape, dataset } = program.data[0]!
  const split = (name: SplitName, count: number): RealSplit => ({
    name,
    element: 'real',
    count,
    values: uniforms(randomStream(5, name, 0), count * sizeOf(shape)),
    labels: new Uint8Array(count),
  })
  const splits = { train: split('train', 64), validation: split('validation', 32), test: split('test', 20) }
  return { name: dataset, title: 'Random numbers', shape, classes: 1, ...splits }
}

function trainerOf(json: JsonObject) {
  const program = compile(json)
  const datasets = new Map([[program.data[0]!.dataset, datasetOf(program)]])
  const feed = createDataFeed(program, datasets)
  return { program, feed, trainer: createTrainer(modelOf(program), feed) }
}

const valuesOf = ({ parameters, program }: Model) =>
  new Map(program.parameters.map(({ name }) => [name, [...parameters.get(name).dataSync()]]))

/** Names of the weights that one step changes when only this phase has a learning rate. */
function movedBy(json: JsonObject, phase: number): string[] {
  const program = compile(json)
  const phases = program.phases.map((one, i) => (i === phase ? one : { ...one, trains: [] }))
  const data = program.data.map((use) => ({ ...use, options: {} }))
  const feed = createDataFeed({ ...program, data }, new Map([[program.data[0]!.dataset, datasetOf(program)]]))
  const trainer = createTrainer(modelOf({ ...program, phases }), feed)
  const before = valuesOf(trainer.model)
  trainer.advance()
  const after = valuesOf(trainer.model)
  trainer.dispose()
  const moved = [...before].filter(([name, values]) => values.join() !== after.get(name)?.join())
  return [...new Set(moved.map(([name]) => name.slice(0, name.indexOf('/'))))]
}

test('each phase of a GAN updates only its own network', () => {
  expect(movedBy(smallGan(), 0)).toEqual(['discriminator'])
  expect(movedBy(smallGan(), 1)).toEqual(['generator'])
  expect(movedBy(smallGan({ game: { loss: 'wasserstein' } }), 0)).toEqual(['discriminator'])
})

test('the phases of an adversarial autoencoder update autoencoder, discriminator, encoder', () => {
  const moved = [0, 1, 2].map((phase) => movedBy(smallAdversarialAutoencoder(), phase))
  expect(moved).toEqual([['encoder', 'decoder'], ['discriminator'], ['encoder']])
})

test('each discriminator step updates the discriminator on different examples and noise', () => {
  const { trainer, program, feed } = trainerOf(smallGan({ game: { discriminatorSteps: 3 } }))
  expect(feed.batchesPerStep).toBe(3)
  const { procedure } = trainer.model.procedure('objective/game/discriminator')
  const firsts = [0, 1, 2].map((index) => {
    const inputs = bindInputs(procedure, { data: feed.training(index) })
    expect(inputs.count).toBe(program.training.batchSize)
    return asTensor(inputs[procedure.inputs[0]!.name], 'points').dataSync()[0]
  })
  expect(new Set(firsts).size).toBe(3)
  trainer.dispose()
})

test('both losses are evaluated on a whole split, including the one that reads no data', async () => {
  const { trainer, feed } = trainerOf(smallGan())
  const metrics = await evaluateObjectives(trainer.model, feed, 'test')
  expect(Object.keys(metrics)).toEqual(['game/discriminator', 'game/generator'])
  expect(Object.values(metrics).every(({ loss }) => Number.isFinite(loss))).toBe(true)
  trainer.dispose()
})

describe('dropout in a discriminator', () => {
  const layers = [
    { kind: 'layers/dense', params: { units: 50, activation: 'sigmoid' } },
    { kind: 'layers/dropout', params: { rate: 0.5 } },
  ]

  test('drops others for the real and for the fake examples', () => {
    const model = modelOf(compile(smallGan({ layers })))
    // A generator whose output is its bias, equal to the point given as real.
    for (const { name } of model.program.parameters.filter(({ node }) => node === 'generator')) {
      const variable = model.parameters.get(name)
      variable.assign(name === 'generator/output/bias' ? tf.onesLike(variable) : tf.zerosLike(variable))
    }
    const before: tf.Tensor[] = []
    const after: tf.Tensor[] = []
    const inputs = { 'points.x': tf.ones([1, 2]), count: 1 }
    const contexts = createContext({ seed: 1, step: 0, training: true })
    model.procedure('objective/game/discriminator').run(inputs, contexts, ({ name }, outputs) => {
      if (name === 'discriminator/hidden1/activation') before.push(asTensor(outputs[0], name))
      if (name === 'discriminator/dropout1') after.push(asTensor(outputs[0], name))
    })
    const [sameReal, sameFake] = before.map((units) => [...units.dataSync()])
    expect(sameReal).toEqual(sameFake)
    // Two masks of 50 units are equal with probability 2⁻⁵⁰.
    const [real, fake] = after.map((units) => [...units.dataSync()])
    expect(real).toHaveLength(50)
    expect(real).not.toEqual(fake)
    model.dispose()
  })
})

describe('derived procedures', () => {
  const run = (model: Model, name: ProcedureName, inputs: Record<string, tf.Tensor | number>, seed = 0) => {
    const { outputs } = model.procedure(name).run(inputs, createContext({ seed, step: 0, training: false }))
    return asTensor(Object.values(outputs)[0], name)
  }
  const close = (a: tf.Tensor, b: tf.Tensor) => {
    expect(a.shape).toEqual(b.shape)
    expect(tf.max(tf.abs(tf.sub(a, b))).dataSync()[0]).toBeLessThan(1e-6)
  }

  test("a GAN's samples are the generator's output for the noise of the seed", async () => {
    const model = modelOf(compile(smallGan()))
    const { shape, values } = await drawSamples(model, noConditions, { seed: 11, count: 6 })
    expect(shape).toEqual([6, 2])
    const weight = (name: string) => model.parameters.get(`generator/${name}`)
    const noise = createContext({ seed: 11, step: 0, training: false }).at('noise').normal([6, 3])
    const hidden = tf.tanh(tf.add(tf.matMul(noise, weight('hidden1/kernel')), weight('hidden1/bias')))
    close(tf.tensor(values, [...shape]), tf.add(tf.matMul(hidden, weight('output/kernel')), weight('output/bias')))
    model.dispose()
  })

  test('of an adversarial autoencoder are consistent: encode then decode is reconstruct, and samples decode the prior', async () => {
    const model = modelOf(compile(smallAdversarialAutoencoder()))
    const x = tf.tensor(uniforms(randomStream(2, 'x', 0), 3 * 784), [3, 28, 28, 1])
    const code = run(model, 'encode', { 'digits.x': x })
    expect(code.shape).toEqual([3, 4])
    close(run(model, 'reconstruct', { 'digits.x': x }), run(model, 'decode', { latent: code }))
    const prior = createContext({ seed: 7, step: 0, training: false }).at('prior').normal([5, 4])
    close(run(model, 'sample', { count: 5 }, 7), run(model, 'decode', { latent: prior }))
    const [a, b] = [tf.slice(code, [0, 0], [1, 4]), tf.slice(code, [1, 0], [1, 4])]
    const line = run(model, 'interpolate', { a, b, t: tf.tensor1d([0, 0.5, 1]) })
    close(line, run(model, 'decode', { latent: tf.concat([a, tf.mul(0.5, tf.add(a, b)), b]) }))
    model.dispose()
  })
})
