import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, expect, test } from 'vitest'
import { normals, uniforms } from '../random/draws.ts'
import { randomStream } from '../random/random-stream.ts'
import { createContext, type StepContext } from './context.ts'

beforeAll(() => tf.setBackend('cpu'))

const settings = { seed: 5, step: 17, training: true }

test('the draws of a call are those of the streams named after it', () => {
  const context = createContext(settings).at('encoder/sampler')
  const first = context.normal([2, 3])
  expect(first.shape).toEqual([2, 3])
  expect(first.dataSync()).toEqual(normals(randomStream(5, 'encoder/sampler', 17), 6))
  expect(context.normal([4]).dataSync()).toEqual(normals(randomStream(5, 'encoder/sampler#2', 17), 4))
  expect(context.uniform([4]).dataSync()).toEqual(uniforms(randomStream(5, 'encoder/sampler#3', 17), 4))
})

test('a step repeated draws the same, whatever other calls draw', () => {
  const [once, again] = [createContext(settings), createContext(settings)]
  again.at('dropout').uniform([100])
  expect(again.at('sampler').normal([5]).dataSync()).toEqual(once.at('sampler').normal([5]).dataSync())
})

test('applications of one function draw apart from each other, a call outside of any by its own name', () => {
  const draw = (context: StepContext) => context.at('critic/dropout').uniform([5]).dataSync()
  const context = createContext(settings)
  const [real, fake] = ['critic/real', 'critic/fake'].map((name) => draw(context.within(name)))
  expect(real).not.toEqual(fake)
  expect(real).toEqual(uniforms(randomStream(5, 'critic/real/critic/dropout', 17), 5))
  expect(draw(context.within('game').within('critic'))).toEqual(draw(context.within('game/critic')))
  expect(draw(context)).toEqual(uniforms(randomStream(5, 'critic/dropout', 17), 5))
})

test.each([
  ['seed', { ...settings, seed: 6 }],
  ['step', { ...settings, step: 18 }],
])('another %s draws something else', (_what, other) => {
  const draw = (from: typeof settings) => createContext(from).at('sampler').normal([5]).dataSync()
  expect(draw(other)).not.toEqual(draw(settings))
})

test('the context knows whether it is training', () => {
  expect(createContext(settings).at('a').training).toBe(true)
  expect(createContext({ ...settings, training: false }).at('a').training).toBe(false)
})
