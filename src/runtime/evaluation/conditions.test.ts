// A decoder wired to the label alone: the one bright pixel of each sample says which label was bound.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { definitions } from '../../../nodes/index.ts'
import { ops } from '../../../nodes/ops.ts'
import { compileDocument } from '../../compiler/program/compile.ts'
import { conditionRows } from '../../engine/data/condition-rows.ts'
import { loadDataset } from '../../engine/data/load.ts'
import { intrinsics } from '../../engine/math/intrinsics.ts'
import { readDocument } from '../../graph/document-file.ts'
import type { JsonObject } from '../../graph/json.ts'
import { conditionalGan, labelAlone, twoSources } from '../fixtures/conditional-graphs.ts'
import { opsOf } from '../op-of.ts'
import { bindInputs } from '../program/bind-inputs.ts'
import { createDataFeed } from '../program/data-feed.ts'
import { createModel } from '../program/model.ts'
import { evaluateObjectives } from './evaluation.ts'
import { drawSamples } from './generation.ts'

beforeAll(async () => {
  await tf.setBackend('cpu')
})

const fromDisk = async (path: string) =>
  new Uint8Array(readFileSync(new URL(`../../../public/${path}`, import.meta.url)))

async function open(graph: JsonObject) {
  const compiled = compileDocument(readDocument(graph, definitions), definitions)
  if ('problems' in compiled) throw new Error(compiled.problems.map(({ message }) => message).join(' '))
  const { program } = compiled
  const loaded = program.data.map(async ({ dataset }) => [dataset, await loadDataset(dataset, fromDisk)] as const)
  const feed = createDataFeed(program, new Map(await Promise.all(loaded)))
  return { program, feed, model: createModel(program, opsOf(ops, intrinsics)) }
}

const pixels = 14 * 14

async function telling(classes: readonly number[]) {
  const opened = await open(labelAlone(classes))
  const { model, feed } = opened
  const kernel = new Float32Array(classes.length * pixels).fill(-60)
  for (const label of classes.keys()) kernel[label * pixels + label] = 60
  for (const [name, variable] of model.parameters.variables) {
    variable.assign(name.endsWith('kernel') ? tf.tensor(kernel, variable.shape) : tf.zerosLike(variable))
  }
  const labelsIn = async (settings: {
    readonly seed: number
    readonly count: number
    readonly labels?: readonly string[] | 'all'
  }) => {
    const { values } = await drawSamples(model, feed, settings)
    return Array.from({ length: settings.count }, (_, row) => {
      const sample = values.subarray(row * pixels, (row + 1) * pixels)
      expect(sample.reduce((sum, value) => sum + (value > 0.5 ? 1 : 0), 0)).toBe(1)
      return sample.findIndex((value) => value > 0.5)
    })
  }
  return { ...opened, labelsIn }
}

test('labels given are taken in turn, or a row a class', async () => {
  const { labelsIn } = await telling([0, 1, 2, 3])
  expect(await labelsIn({ seed: 1, count: 5, labels: ['3', '1'] })).toEqual([3, 1, 3, 1, 3])
  expect(await labelsIn({ seed: 1, count: 8, labels: 'all' })).toEqual([0, 0, 1, 1, 2, 2, 3, 3])
})

test('of a subset of classes they go by the names of the classes', async () => {
  const { labelsIn } = await telling([3, 7])
  expect(await labelsIn({ seed: 1, count: 2, labels: ['7'] })).toEqual([1, 1])
  await expect(labelsIn({ seed: 1, count: 2, labels: ['1'] })).rejects.toThrow(
    'There is no label "1": MNIST digits has 3, 7.',
  )
})

test('labels drawn are those of the rows drawn, as frequent as in the data', async () => {
  const { labelsIn, feed } = await telling([0, 1, 2, 3])
  const count = 2000
  const drawn = await labelsIn({ seed: 5, count })
  const source = feed.main
  if (!source) throw new Error('There are no data.')
  const rows = conditionRows({ ...source, seed: 5, count })
  expect(drawn).toEqual([...rows.indices].map((index) => source.dataset.train.labels[index]))
  const { labels } = source.dataset.train
  for (const label of [0, 1, 2, 3]) {
    const share = labels.filter((one) => one === label).length / labels.length
    const error = Math.sqrt((share * (1 - share)) / count)
    expect(Math.abs(drawn.filter((one) => one === label).length / count - share)).toBeLessThan(4.5 * error)
  }
  expect(await labelsIn({ seed: 5, count: 10 })).toEqual(drawn.slice(0, 10))
  expect(await labelsIn({ seed: 6, count: 10 })).not.toEqual(drawn.slice(0, 10))
})

test('a game on examples beside their labels samples the examples alone', async () => {
  const { model, feed } = await open(conditionalGan)
  const { shape } = await drawSamples(model, feed, { seed: 1, count: 3, labels: ['2'] })
  expect(shape).toEqual([3, 14, 14, 1])
})

test('data of two sizes are evaluated over the main data, the others beginning again where they end', async () => {
  const { program, model, feed } = await open(twoSources)
  const counts = feed.sources.map(({ dataset }) => dataset.test.count)
  expect(new Set(counts).size).toBe(2)
  const { main } = feed
  const other = feed.sources.find((source) => source !== main)
  const [objective] = program.procedures
  if (!main || !other || !objective) throw new Error('The graph reads one source.')
  const count = main.dataset.test.count
  let size = 0
  for (const batch of feed.evaluation('test', objective, 64)) size += batch.size
  expect(size).toBe(count)
  const [batch] = feed.evaluation('test', { ...objective }, count)
  const otherInput = objective.inputs.find(({ source }) => source.from === 'data' && source.node === other.node)
  const values =
    batch && otherInput ? tf.tidy(() => bindInputs(objective, { data: batch })[otherInput.name]) : undefined
  expect(typeof values === 'object' && values.shape[0]).toBe(count)
  const results = await evaluateObjectives(model, feed, 'test')
  for (const metrics of Object.values(results)) expect(metrics.loss).toBeTypeOf('number')
  expect(feed.epochAfter(10)).toBeCloseTo((10 * program.training.batchSize) / main.dataset.train.count, 12)
  await expect(drawSamples(model, feed, { seed: 1, count: 2, labels: ['1'] })).rejects.toThrow(
    'only labels can be chosen',
  )
})
