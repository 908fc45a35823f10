// Views of a toy model whose density, codes and samples are known: everything standard normal, codes twice the data.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Procedure, ProcedureInput, Program } from '../../compiler/program/program.ts'
import { toyDataset } from '../../engine/data/toy-datasets.ts'
import type { OpContext } from '../../engine/math/op.ts'
import { tensor } from '../../graph/signals.ts'
import type { Preview, View, Watched } from '../../protocol/pictures.ts'
import { curvePositions, gridPositions } from '../../protocol/positions.ts'
import { call, toyProgram } from '../fixtures/toy-program.ts'
import { opsOf } from '../op-of.ts'
import { createDataFeed } from '../program/data-feed.ts'
import { createModel } from '../program/model.ts'
import { createRunViews } from './run-views.ts'

beforeAll(() => tf.setBackend('cpu'))

const logTwoPi = Math.log(2 * Math.PI)
const ops = opsOf({
  'toy/log-normal': ({ x }: { x: tf.Tensor }, { mean }: { mean: number }) => ({
    y: tf.sum(tf.mul(-0.5, tf.add(tf.square(tf.sub(x, mean)), logTwoPi)), 1),
  }),
  'toy/scaled': ({ x }: { x: tf.Tensor }, { by }: { by: number }) => ({ y: tf.mul(by, x) }),
  'toy/normals': ({ count }: { count: number }, { size }: { size: number }, context: OpContext) => ({
    y: context.normal([count, size]),
  }),
})

function setUp(size: 1 | 2, watched: readonly Watched[], wanted: readonly string[]) {
  const [name, parameters] =
    size === 1 ? (['gaussian', { mean: -1, deviation: 1 }] as const) : (['two-moons', { noise: 0.1 }] as const)
  const dataset = toyDataset(name, name, parameters)
  const example: ProcedureInput = {
    name: 'data.x',
    signal: tensor([size]),
    source: { from: 'data', node: 'data', column: 'example' },
  }
  const given = (name: string, signal: ProcedureInput['signal']): ProcedureInput => ({
    name,
    signal,
    source: { from: 'caller', meaning: '' },
  })
  const one = (name: Procedure['name'], input: ProcedureInput, made: ReturnType<typeof call>, output: string) => {
    return { name, summary: '', inputs: [input], calls: [made], outputs: { [output]: `${made.name}.y` } }
  }
  const out = { y: { name: 'made.y', signal: tensor([size]) } }
  const x = { x: 'data.x' }
  const procedures: readonly Procedure[] = [
    one('logProb', example, call('made', 'toy/log-normal', x, { params: { mean: size === 1 ? -1 : 0 } }), 'logProb'),
    one('encode', example, call('made', 'toy/scaled', x, { params: { by: 2 }, outputs: out }), 'latent'),
    one(
      'decode',
      given('latent', tensor([size])),
      call('made', 'toy/scaled', { x: 'latent' }, { params: { by: 0.5 }, outputs: out }),
      'mean',
    ),
    one(
      'discriminate',
      given('examples', tensor([size])),
      call('made', 'toy/log-normal', { x: 'examples' }, { params: { mean: 0 } }),
      'logOdds',
    ),
    one(
      'sample',
      given('count', { signal: 'count' }),
      call('made', 'toy/normals', { count: 'count' }, { params: { size }, usesContext: true, outputs: out }),
      'latent',
    ),
  ]
  const program: Program = {
    ...toyProgram(),
    parameters: [],
    phases: [],
    functions: [],
    procedures: procedures.filter((procedure) => wanted.includes(procedure.name)),
    data: [{ node: 'data', dataset: name, options: {}, shape: [size], range: 'real' }],
  }
  const datasets = new Map([[name, dataset]])
  const views: View[] = []
  const previews: Preview[] = []
  const run = createRunViews({
    model: createModel(program, ops),
    feed: createDataFeed(program, datasets),
    datasets,
    watched,
    step: () => 7,
    showPreview: (_, preview) => previews.push(preview),
    showView: (_, view) => views.push(view),
    orTell: (work) => work,
  })
  const work = async () => {
    for (const side of run.sideWork) await side.run()
  }
  const view = <V extends View['view']>(name: V) =>
    views.findLast((one): one is Extract<View, { view: V }> => one.view === name) ?? expect.fail(`no view ${name}`)
  return { run, work, views, previews, view, dataset }
}

describe('samples', () => {
  test('of data in the plane are points, and the data is sent once', async () => {
    const { work, views, previews, view } = setUp(2, [], ['sample'])
    await work()
    await work()
    expect(previews.map(({ kind }) => kind)).toEqual(['points', 'points'])
    expect(views.map((one) => one.view)).toEqual(['data'])
    const { examples, extents } = view('data')
    expect(examples).toHaveLength(2000)
    const [x, y] = extents
    expect(y && y[1] - y[0]).toBeCloseTo(x[1] - x[0], 10)
    for (let i = 0; i < examples.length; i += 2) {
      expect(examples[i]).toBeGreaterThan(x[0])
      expect(examples[i]).toBeLessThan(x[1])
    }
  })

  test('on the line come with the true density and what a discriminator says', async () => {
    const { work, previews, view } = setUp(1, [], ['sample', 'discriminate'])
    await work()
    const data = view('data')
    const positions = curvePositions(data.extents[0])
    const density = data.kind === 'line' ? data.density : undefined
    const [preview] = previews
    const judged = preview?.kind === 'line' ? preview.discriminator : undefined
    expect(judged?.areProbabilities).toBe(true)
    for (const [i, at] of positions.entries()) {
      const score = -0.5 * (at ** 2 + logTwoPi)
      expect(density?.[i]).toBeCloseTo(Math.exp(-0.5 * ((at + 1) ** 2 + logTwoPi)), 6)
      expect(judged?.values[i]).toBeCloseTo(Math.exp(score) / (1 + Math.exp(score)), 5)
    }
  })

  test('on the line come with their mean and deviation, the data with those of what they are drawn from', async () => {
    const { work, previews, view } = setUp(1, [], ['sample'])
    await work()
    const data = view('data')
    expect(data.kind === 'line' && data.moments).toEqual({ mean: -1, deviation: 1 })
    const [preview] = previews
    if (preview?.kind !== 'line') throw new Error('The samples are not on the line.')
    const { samples, moments } = preview
    const mean = samples.reduce((sum, x) => sum + x, 0) / samples.length
    const variance = samples.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (samples.length - 1)
    expect(moments).toEqual({ mean: expect.closeTo(mean, 10), deviation: expect.closeTo(Math.sqrt(variance), 10) })
  })

  test('that cannot be drawn are rejected with the reason', async () => {
    await expect(setUp(2, [], []).run.sample({ seed: 1, count: 5 })).rejects.toThrow('no procedure sample')
  })
})

describe('densities', () => {
  test('are on the grid, beside the truth', async () => {
    const { work, view, dataset } = setUp(2, ['density'], ['logProb'])
    await work()
    const { extents } = view('data')
    const positions = extents[1] ? gridPositions([extents[0], extents[1]]) : expect.fail('the plane has two axes')
    const density = view('density')
    const values = density.of === 'model' ? density.logDensity : expect.fail('the model has a density')
    expect(values).toHaveLength(96 ** 2)
    const source = 'source' in dataset ? dataset.source : undefined
    for (let i = 0; i < values.length; i += 101) {
      const at = [positions[2 * i]!, positions[2 * i + 1]!]
      expect(values[i]).toBeCloseTo(-0.5 * (at[0]! ** 2 + at[1]! ** 2) - logTwoPi, 4)
      expect(view('truth').logDensity[i]).toBeCloseTo(source!.logDensity(at), 3)
    }
  })

  test('of a model that is the truth leave no gap', async () => {
    const { work, view } = setUp(1, ['density'], ['logProb'])
    await work()
    const { negativeLogLikelihood: found, examples } = view('likelihood')
    expect(examples).toBe(10_000)
    expect(view('truth').entropy).toEqual({ nats: expect.closeTo(0.5 * (logTwoPi + 1), 10), error: 0 })
    // -log p of a normal has the variance 1/2.
    expect(found.error).toBeCloseTo(Math.sqrt(0.5 / 10_000), 3)
    expect(Math.abs(found.nats - view('truth').entropy.nats)).toBeLessThan(4 * found.error)
  })
})

describe('what is watched', () => {
  test('is made, and nothing else; what is newly watched comes at once', async () => {
    const { run, work, views, view } = setUp(2, [], ['logProb', 'encode', 'decode'])
    await work()
    expect(views.map((one) => one.view)).toEqual(['data'])
    await run.watch(['latent'])
    expect(views.map((one) => one.view)).toEqual(['data', 'examples', 'latent'])
    const { codes, plane } = view('latent')
    expect(plane.method).toEqual({ method: 'whole' })
    const { examples } = view('data')
    for (let i = 0; i < 1000; i++) expect(codes?.[i]).toBeCloseTo(2 * examples[i]!, 5)
    await run.watch([])
    await work()
    expect(views).toHaveLength(3)
  })

  test('codes twice as wide as the prior are distinguished from it', async () => {
    const { work, view } = setUp(2, ['latent'], ['encode', 'sample'])
    await work()
    expect(view('codes')).toMatchObject({ view: 'codes', points: 500, pValue: 1 / 200 })
    expect(view('codes').discrepancy).toBeGreaterThan(0.01)
  })

  test('a requested latent is returned decoded, with its position', async () => {
    const { run, view } = setUp(2, [], ['decode'])
    await run.decode([0.3, 0.4], Float32Array.of(1, -3))
    expect(view('decoded')).toEqual({ view: 'decoded', at: [0.3, 0.4], made: Float32Array.of(0.5, -1.5) })
  })

  test('a model without a decoder says so', async () => {
    const { run } = setUp(2, [], ['encode'])
    await expect(run.decode([0, 0], Float32Array.of(0, 0))).rejects.toThrow('no decoder')
  })
})
