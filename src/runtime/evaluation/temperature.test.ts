// Samples at another temperature.

import * as tf from '@tensorflow/tfjs-core'
import { noConditions } from '../program/data-feed.ts'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, expect, test } from 'vitest'
import { definitions } from '../../../nodes/index.ts'
import { ops } from '../../../nodes/ops.ts'
import { readTemplates } from '../../../templates/index.ts'
import { shrunk } from '../../../templates/shrunk.ts'
import { compileDocument } from '../../compiler/program/compile.ts'
import type { Program } from '../../compiler/program/program.ts'
import { hasTemperature } from '../../compiler/readings/temperature.ts'
import { intrinsics } from '../../engine/math/intrinsics.ts'
import { opsOf } from '../op-of.ts'
import { createModel, type Model } from '../program/model.ts'
import { drawSamples } from './generation.ts'

beforeAll(() => tf.setBackend('cpu'))

const programs = new Map(
  readTemplates(definitions).map(({ name, document }): [string, Program] => {
    const result = compileDocument(shrunk(document), definitions)
    if ('problems' in result) throw new Error(result.problems.map(({ message }) => message).join(' '))
    return [name, result.program]
  }),
)

function modelOf(name: string): Model {
  const program = programs.get(name)
  if (!program) throw new Error(`There is no template ${name}.`)
  return createModel(program, opsOf(ops, intrinsics))
}

test('exists for samplers that start from normal draws, and for no others', () => {
  const without = [...programs].filter(([, program]) => !hasTemperature(program)).map(([name]) => name)
  // Uniform noise; pixel after pixel.
  expect(without.sort()).toEqual(['gan-1d', 'made', 'pixelcnn'])
})

test('scales what a flow that changes nothing yet draws', async () => {
  // The last layers of its couplings start at zero.
  const model = modelOf('realnvp')
  const [usual, cool] = [
    await drawSamples(model, noConditions, { seed: 3, count: 50 }),
    await drawSamples(model, noConditions, { seed: 3, count: 50, temperature: 0.5 }),
  ]
  expect(usual.values.some((value) => Math.abs(value) > 1)).toBe(true)
  for (const [i, value] of usual.values.entries()) expect(cool.values[i]).toBeCloseTo(value / 2, 5)
})

test('reaches every level of a flow for images: towards none, all samples become one', async () => {
  const model = modelOf('glow')
  const spreadAt = async (temperature: number) => {
    const { shape, values } = await drawSamples(model, noConditions, { seed: 3, count: 4, temperature })
    const size = values.length / (shape[0] ?? 0)
    return Math.max(...[...values].map((value, i) => Math.abs(value - (values[i % size] ?? Number.NaN))))
  }
  expect(await spreadAt(1)).toBeGreaterThan(50)
  // Samples are levels: next to nothing may still decide between two.
  expect(await spreadAt(1e-6)).toBeLessThanOrEqual(1)
})

test('is refused where samples have none', async () => {
  await expect(drawSamples(modelOf('made'), noConditions, { seed: 1, count: 2, temperature: 0.7 })).rejects.toThrow(
    'Samples of this model have no temperature',
  )
})
