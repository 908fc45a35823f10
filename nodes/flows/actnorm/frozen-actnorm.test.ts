// A frozen actnorm learns nothing, but its first batch still initialises it: training and evaluation use the same flow.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, expect, test } from 'vitest'
import { compileDocument } from '../../../src/compiler/program/compile.ts'
import { loadDataset } from '../../../src/engine/data/load.ts'
import { createContext } from '../../../src/engine/math/context.ts'
import { intrinsics } from '../../../src/engine/math/intrinsics.ts'
import { readDocument } from '../../../src/graph/document-file.ts'
import { opsOf } from '../../../src/runtime/op-of.ts'
import { bindInputs } from '../../../src/runtime/program/bind-inputs.ts'
import { createDataFeed } from '../../../src/runtime/program/data-feed.ts'
import { createModel } from '../../../src/runtime/program/model.ts'
import { asTensor } from '../../../src/runtime/program/value-tensors.ts'
import { createTrainer } from '../../../src/runtime/training/trainer.ts'
import { definitions } from '../../index.ts'
import { ops } from '../../ops.ts'

beforeAll(() => tf.setBackend('cpu'))

const layers = [{ kind: 'layers/dense', params: { units: 4 } }]
const graph = {
  format: 'genloom',
  version: 1,
  title: 'Frozen',
  nodes: [
    { id: 'points', kind: 'data/points', version: 1, params: { distribution: 'pinwheel' } },
    { id: 'norm', kind: 'flows/actnorm', version: 1, params: {}, frozen: true },
    { id: 'coupling', kind: 'flows/coupling', version: 1, params: { mask: 'halves', layers } },
    { id: 'other', kind: 'flows/coupling', version: 1, params: { mask: 'halves', swap: true, layers } },
    { id: 'base', kind: 'stochastic/standard-normal', version: 1, params: {} },
    { id: 'likelihood', kind: 'objectives/change-of-variables', version: 1, params: {} },
  ],
  wires: [
    'points.x -> norm.x',
    'norm.y -> coupling.x',
    'coupling.y -> other.x',
    'other.y -> likelihood.z1',
    'base.p -> likelihood.base',
  ],
  training: { seed: 1, batchSize: 128, budget: { unit: 'steps', amount: 1 } },
}

test('its first batch comes out normalised, in training and in evaluation, and training leaves it alone', async () => {
  const result = compileDocument(readDocument(graph, definitions), definitions)
  if ('problems' in result) throw new Error(result.problems.map(({ message }) => message).join(' '))
  const { program } = result
  const [name = ''] = program.data.map(({ dataset }) => dataset)
  const dataset = await loadDataset(name, () => Promise.reject(new Error('There are no files.')))
  const feed = createDataFeed(program, new Map([[name, dataset]]))
  const model = createModel(program, opsOf(ops, intrinsics))
  const trainer = createTrainer(model, feed)
  const valuesOf = (parameter: string) => [...model.parameters.get(`norm/${parameter}`).dataSync()]
  trainer.advance()
  const first = ['mean', 'deviation', 'initialised'].map(valuesOf)
  expect(valuesOf('initialised')).toEqual([1])

  const batch = bindInputs(model.procedure('encode').procedure, { data: feed.training(0) })
  const points = asTensor(batch['points.x'], 'points.x').arraySync() as number[][]
  for (const axis of [0, 1]) {
    const column = points.map((point) => point[axis]!)
    const mean = column.reduce((sum, x) => sum + x, 0) / column.length
    const variance = column.reduce((sum, x) => sum + (x - mean) ** 2, 0) / column.length
    expect(valuesOf('mean')[axis]).toBeCloseTo(mean, 5)
    expect(valuesOf('deviation')[axis]).toBeCloseTo(Math.sqrt(variance), 4)
  }

  for (let step = 0; step < 5; step++) trainer.advance()
  expect(['mean', 'deviation', 'initialised'].map(valuesOf)).toEqual(first)
  expect([...valuesOf('shift'), ...valuesOf('logScale')]).toEqual([0, 0, 0, 0])

  const encoded = (training: boolean) =>
    asTensor(
      model.procedure('encode').run(batch, createContext({ seed: 1, step: 0, training })).outputs.latent,
      'latent',
    ).dataSync()
  expect([...encoded(false)]).toEqual([...encoded(true)])
  trainer.dispose()
})
