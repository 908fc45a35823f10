import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Procedure, Program } from '../../compiler/program/program.ts'
import type { Dataset } from '../../engine/data/dataset.ts'
import { toyDataset } from '../../engine/data/toy-datasets.ts'
import type { OpContext } from '../../engine/math/op.ts'
import { tensor } from '../../graph/signals.ts'
import { call, toyDatasets, toyProgram } from '../fixtures/toy-program.ts'
import { opsOf } from '../op-of.ts'
import { createDataFeed } from '../program/data-feed.ts'
import { createModel } from '../program/model.ts'
import { compareCodes, compareSamples } from './comparisons.ts'

beforeAll(() => tf.setBackend('cpu'))

const ops = opsOf({
  'toy/normals': ({ count }: { count: number }, { size }: { size: number }, context: OpContext) => ({
    y: context.normal([count, size]),
  }),
  'toy/affine': ({ x }: { x: tf.Tensor }, { scale, shift }: { scale: number; shift: number }) => ({
    y: tf.add(tf.mul(scale, x), shift),
  }),
  // Only every second centre of eight Gaussians, exactly; the sign of two numbers chooses among four.
  'toy/four': ({ x }: { x: tf.Tensor }, { radius }: { radius: number }) => {
    const [a, b] = tf.split(tf.greater(x, 0), 2, 1)
    const along = tf.where(b!, tf.fill(b!.shape, radius), tf.fill(b!.shape, -radius))
    const none = tf.zerosLike(along)
    return { y: tf.concat([tf.where(a!, along, none), tf.where(a!, none, along)], 1) }
  },
})

interface Map {
  readonly op: 'toy/affine' | 'toy/four'
  readonly params: Readonly<Record<string, number>>
}

const identity: Map = { op: 'toy/affine', params: { scale: 1, shift: 0 } }

/** Samples are the decoder of N(0, 1), codes the encoder of the data. */
function programOf({ name, shape }: Dataset, decoder: Map, encoder: Map = identity): Program {
  const signal = tensor(shape)
  const mapped = (id: string, { op, params }: Map, x: string) =>
    call(id, op, { x }, { params, outputs: { y: { name: `${id}.y`, signal } } })
  const sample: Procedure = {
    name: 'sample',
    summary: 'Decoded noise.',
    inputs: [{ name: 'count', signal: { signal: 'count' }, source: { from: 'caller', meaning: 'How many.' } }],
    calls: [
      call('noise', 'toy/normals', { count: 'count' }, { params: { size: shape[0] ?? 0 }, usesContext: true }),
      mapped('decoder', decoder, 'noise.y'),
    ],
    outputs: { mean: 'decoder.y', latent: 'noise.y' },
  }
  const encode: Procedure = {
    name: 'encode',
    summary: 'Codes of examples.',
    inputs: [{ name: 'data.x', signal, source: { from: 'data', node: 'data', column: 'example' } }],
    calls: [mapped('encoder', encoder, 'data.x')],
    outputs: { latent: 'encoder.y' },
  }
  const toy = toyProgram()
  const data = [{ node: 'data', dataset: name, options: {}, shape, range: 'real' as const }]
  return { ...toy, parameters: [], functions: [], phases: [], procedures: [sample, encode], data }
}

async function compared(dataset: Dataset, program: Program) {
  const model = createModel(program, ops)
  const feed = createDataFeed(program, new Map([[dataset.name, dataset]]))
  const { numTensors } = tf.memory()
  const results = {
    samples: await compareSamples(model, feed, 'test'),
    codes: await compareCodes(model, feed, 'test'),
    seen: await compareCodes(model, feed, 'training batches', 99),
  }
  expect(tf.memory().numTensors).toBe(numTensors)
  return results
}

const gaussian = toyDataset('gaussian?mean=-1', 'gaussian', { mean: -1, deviation: 1 })

describe('on the line', () => {
  test('a model equal to the data has its moments, and no test distinguishes its samples', async () => {
    const { samples, codes, seen } = await compared(
      gaussian,
      programOf(
        gaussian,
        { op: 'toy/affine', params: { scale: 1, shift: -1 } },
        { op: 'toy/affine', params: { scale: 1, shift: 1 } },
      ),
    )
    // Five standard errors of 10,000 draws.
    expect(Math.abs(samples!.mean[0]! + 1)).toBeLessThan(0.05)
    expect(Math.abs(samples!.deviation[0]! - 1)).toBeLessThan(0.05 / Math.SQRT2)
    expect(samples).toMatchObject({ draws: 10_000, againstData: { points: 500 } })
    expect(samples).not.toHaveProperty('modes')
    expect(samples!.againstData.pValue).toBeGreaterThan(0.01)
    expect(codes!.pValue).toBeGreaterThan(0.01)
    expect(seen!.pValue).toBeGreaterThan(0.01)
  })

  test('samples elsewhere, and codes elsewhere, are found', async () => {
    const { samples, codes, seen } = await compared(gaussian, programOf(gaussian, identity))
    expect(Math.abs(samples!.mean[0]!)).toBeLessThan(0.05)
    // One of 1,000 divisions, the true one, is this discrepant.
    expect(samples!.againstData.pValue).toBe(0.001)
    expect(codes).toMatchObject({ points: 500, pValue: 0.001 })
    expect(seen).toMatchObject({ points: 500, pValue: 0.01 })
  })
})

test('modes are counted where the data have them', async () => {
  const eight = toyDataset('eight-gaussians', 'eight-gaussians', { radius: 2, deviation: 0.02 })
  const { samples } = await compared(eight, programOf(eight, { op: 'toy/four', params: { radius: 2 } }))
  expect(samples!.modes).toMatchObject({ modes: 8, modesCovered: 4, highQualityShare: 1 })
  // KL of a uniform over four of eight, up to sampling error.
  expect(Math.abs(samples!.modes!.reverseKL - Math.log(2))).toBeLessThan(0.01)
})

describe('nothing is compared', () => {
  const program = programOf(gaussian, identity)

  test('without a sampler', async () => {
    const procedures = program.procedures.filter(({ name }) => name !== 'sample')
    expect(await compared(gaussian, { ...program, procedures })).toEqual({
      samples: undefined,
      codes: undefined,
      seen: undefined,
    })
  })

  test('of codes whose mean alone is known', async () => {
    const [encode] = program.procedures.filter(({ name }) => name === 'encode')
    const weighed = { ...encode!, name: 'logWeight' as const }
    const variational = { ...program, procedures: [...program.procedures, weighed] }
    expect((await compared(gaussian, variational)).codes).toBeUndefined()
  })

  test('but codes of a flow are, though noise in the data makes its density a bound', async () => {
    const bound = { ...program, density: { density: 'bound' as const, sentence: 'A bound.' } }
    expect((await compared(gaussian, bound)).codes).toBeDefined()
  })

  test('of samples that are not points', async () => {
    const wide = toyDatasets().get('toy') ?? expect.fail('there is a toy')
    expect((await compared(wide, programOf(wide, identity))).samples).toBeUndefined()
  })
})
