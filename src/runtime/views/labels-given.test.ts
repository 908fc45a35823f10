// Previews keep using the labels chosen by the user, and report the label of each sample.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { definitions } from '../../../nodes/index.ts'
import { ops } from '../../../nodes/ops.ts'
import { compileDocument } from '../../compiler/program/compile.ts'
import { loadDataset } from '../../engine/data/load.ts'
import { intrinsics } from '../../engine/math/intrinsics.ts'
import { readDocument } from '../../graph/document-file.ts'
import type { Preview } from '../../protocol/pictures.ts'
import { labelAlone } from '../fixtures/conditional-graphs.ts'
import { opsOf } from '../op-of.ts'
import { createDataFeed } from '../program/data-feed.ts'
import { createModel } from '../program/model.ts'
import { createRunViews } from './run-views.ts'

beforeAll(async () => {
  await tf.setBackend('cpu')
})

const fromDisk = async (path: string) =>
  new Uint8Array(readFileSync(new URL(`../../../public/${path}`, import.meta.url)))
const pixels = 14 * 14

/** A model that lights the pixel whose number is the place of the label among the classes. */
async function setUp(classes: readonly number[], labels?: readonly string[] | 'all') {
  const compiled = compileDocument(readDocument(labelAlone(classes), definitions), definitions)
  if ('problems' in compiled) throw new Error(compiled.problems.map(({ message }) => message).join(' '))
  const { program } = compiled
  const names = program.data.map(({ dataset }) => dataset)
  const loaded = names.map(async (name) => [name, await loadDataset(name, fromDisk)] as const)
  const datasets = new Map(await Promise.all(loaded))
  const model = createModel(program, opsOf(ops, intrinsics))
  const kernel = new Float32Array(classes.length * pixels).fill(-60)
  for (const place of classes.keys()) kernel[place * pixels + place] = 60
  for (const [name, variable] of model.parameters.variables)
    variable.assign(name.endsWith('kernel') ? tf.tensor(kernel, variable.shape) : tf.zerosLike(variable))
  const previews: Preview[] = []
  const views = createRunViews({
    model,
    feed: createDataFeed(program, datasets),
    datasets,
    watched: [],
    labels,
    step: () => 1,
    showPreview: (_, preview) => previews.push(preview),
    showView: () => undefined,
    orTell: (work) => work,
  })
  /** What the last preview says each sample was given; the pixels agree. */
  const given = () => {
    const preview = previews.at(-1)
    if (preview?.kind !== 'images' || !preview.samples || !preview.labels) throw new Error('No labelled samples.')
    const { values, count } = preview.samples
    const lit = Array.from({ length: count }, (_, row) =>
      String(classes[values.subarray(row * pixels, (row + 1) * pixels).findIndex((value) => value > 0.5)]),
    )
    expect(preview.labels).toEqual(lit)
    return preview.labels
  }
  const preview = async () => {
    for (const side of views.sideWork) await side.run()
    return given()
  }
  const sample = async (wanted?: readonly string[] | 'all') => {
    await views.sample({ seed: 1, count: 4, ...(wanted && { labels: wanted }) })
    return given()
  }
  return { preview, sample }
}

test('without a choice labels are drawn; a choice holds for the previews that follow, until it is taken back', async () => {
  const { preview, sample } = await setUp([3, 5, 7])
  expect(new Set(await preview()).size).toBe(3)
  expect(await sample(['7'])).toEqual(['7', '7', '7', '7'])
  expect(new Set(await preview())).toEqual(new Set(['7']))
  await sample()
  expect(new Set(await preview()).size).toBe(3)
})

test('a run can begin with a choice, and as many of each leaves no class out', async () => {
  const { preview, sample } = await setUp([3, 5, 7], ['5'])
  expect(new Set(await preview())).toEqual(new Set(['5']))
  expect(await sample('all')).toEqual(['3', '3', '5', '5', '7', '7'])
})
