// Pictures of models whose data are levels from 0 to 255: shades, not black and white.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, expect, test } from 'vitest'
import type { Procedure } from '../../compiler/program/program.ts'
import { tensor } from '../../graph/signals.ts'
import { call, toyProgram } from '../fixtures/toy-program.ts'
import { opsOf } from '../op-of.ts'
import { createDataFeed } from '../program/data-feed.ts'
import { createModel } from '../program/model.ts'
import { previewOf } from './previews.ts'

beforeAll(() => tf.setBackend('cpu'))

test.each([
  ['levels256', 51, 0.2],
  ['unit', 0.25, 0.25],
  ['binary', 1, 1],
] as const)('samples and reconstructions of data in the range %s', async (range, made, shown) => {
  const shape = [2, 2, 1]
  const signal = tensor(shape, range)
  const outputs = { y: { name: 'made.y', signal } }
  const sample: Procedure = {
    name: 'sample',
    summary: '',
    inputs: [{ name: 'count', signal: { signal: 'count' }, source: { from: 'caller', meaning: '' } }],
    calls: [call('made', 'toy/made', { count: 'count' }, { outputs })],
    outputs: { mean: 'made.y' },
  }
  const reconstruct: Procedure = {
    name: 'reconstruct',
    summary: '',
    inputs: [{ name: 'data.x', signal, source: { from: 'data', node: 'data', column: 'example' } }],
    calls: [call('made', 'toy/same', { x: 'data.x' }, { outputs })],
    outputs: { mean: 'made.y' },
  }
  const ops = opsOf({
    'toy/made': ({ count }: { count: number }) => ({ y: tf.fill([count, ...shape], made) }),
    'toy/same': ({ x }: { x: tf.Tensor }) => ({ y: tf.clone(x) }),
  })
  const use = { node: 'data', dataset: 'toy', options: {}, shape, range }
  const program = { ...toyProgram(), procedures: [sample, reconstruct], data: [use] }
  const split = (name: 'train' | 'validation' | 'test') => ({
    name,
    element: 'real' as const,
    count: 20,
    values: new Float32Array(80).fill(made),
    labels: new Uint8Array(20),
  })
  const splits = { train: split('train'), validation: split('validation'), test: split('test') }
  const dataset = { name: 'toy', title: 'Toy', shape, classes: 1, ...splits }
  const feed = createDataFeed(program, new Map([['toy', dataset]]))
  const preview = await previewOf({ model: createModel(program, ops), feed, dataset, data: undefined })
  if (preview?.kind !== 'images') throw new Error('There are no images.')
  for (const strip of [preview.samples, preview.originals, preview.reconstructions])
    expect(new Set(strip?.values)).toEqual(new Set([Math.fround(shown)]))
})
