// Small models with everything that recording a step must get right: noise, dropout and binarisation drawn on the device,
// batch norm's moving moments, several phases with repeats, actnorm's first batch, masked convolutions, state that stays.
import { definitions } from '../../nodes/index.ts'
import { ops } from '../../nodes/ops.ts'
import { compileDocument } from '../../src/compiler/compile.ts'
import type { Program } from '../../src/compiler/program.ts'
import type { Dataset } from '../../src/data/dataset.ts'
import { loadDataset } from '../../src/data/load.ts'
import type { GraphDocument, GraphNode } from '../../src/graph/document.ts'
import { setSchedule } from '../../src/graph/edits.ts'
import { isArray } from '../../src/graph/json.ts'
import { intrinsics } from '../../src/math/intrinsics.ts'
import { opsOf } from '../../src/runtime/op-of.ts'
import { createDataFeed } from '../../src/runtime/program/data-feed.ts'
import { createModel } from '../../src/runtime/program/model.ts'
import { createTrainer, type Trainer } from '../../src/runtime/training/trainer.ts'
import { readTemplate } from '../../templates/index.ts'
import { shrunk } from '../../templates/shrunk.ts'

const models = {
  vae: { template: 'vae', change: undefined },
  'vae with batch norm and dropout': { template: 'vae', change: withRegularisation },
  'gan with three discriminator steps': { template: 'gan', change: withDiscriminatorSteps },
  'flow with actnorm': { template: 'glow', change: undefined },
  'masked convolutions': { template: 'pixelcnn', change: undefined },
  'masked dense layers': { template: 'made', change: undefined },
} as const

export type ReplayedModel = keyof typeof models

export async function replayedModel(model: ReplayedModel): Promise<Program> {
  const { template, change } = models[model]
  const document = setSchedule(shrunk(readTemplate(template, definitions).document), 'cosine')
  const result = compileDocument(change ? changed(document, change) : document, definitions)
  if ('problems' in result) throw new Error(result.problems.map(({ message }) => message).join(' '))
  return result.program
}

const changed = (document: GraphDocument, change: (node: GraphNode) => GraphNode): GraphDocument => ({
  ...document,
  nodes: document.nodes.map(change),
})

function withRegularisation(node: GraphNode): GraphNode {
  const { layers } = node.params
  if (!isArray(layers)) return node
  const more = [
    { kind: 'layers/batch-norm', params: { momentum: 0.9, epsilon: 0.001 } },
    { kind: 'layers/dropout', params: { rate: 0.3 } },
  ]
  return { ...node, params: { ...node.params, layers: [...layers, ...more] } }
}

function withDiscriminatorSteps(node: GraphNode): GraphNode {
  return 'discriminatorSteps' in node.params ? { ...node, params: { ...node.params, discriminatorSteps: 3 } } : node
}

const datasets = new Map<string, Promise<Dataset>>()

export async function trainerOf(program: Program): Promise<Trainer> {
  const loaded = program.data.map(async ({ dataset }) => [dataset, await loadTestData(dataset)] as const)
  const feed = createDataFeed(program, new Map(await Promise.all(loaded)))
  return createTrainer(createModel(program, opsOf(ops, intrinsics)), feed)
}

export const loadTestData = (name: string): Promise<Dataset> => loadDataset(name, fetchBytes, datasets)

async function fetchBytes(path: string): Promise<Uint8Array> {
  const response = await fetch(path)
  if (!response.ok) throw new Error(`${path} cannot be had: ${response.status} ${response.statusText}.`)
  return new Uint8Array(await response.arrayBuffer())
}
