// Small models with everything that recording a step must get right: noise, dropout and binarisation drawn on the device,
// batch norm's moving moments, several phases with repeats, actnorm's first batch, masked convolutions, state that stays.
import { definitions } from '../../nodes/index.ts'
import { ops } from '../../nodes/ops.ts'
import { smallMixture } from '../../src/codegen/fixtures/small-graphs.ts'
import { compileDocument } from '../../src/compiler/program/compile.ts'
import type { Program } from '../../src/compiler/program/program.ts'
import { createBuiltInCatalogue } from '../../src/engine/data/built-in-catalogue.ts'
import { intrinsics } from '../../src/engine/math/intrinsics.ts'
import type { GraphDocument, GraphNode } from '../../src/graph/document.ts'
import { readDocument } from '../../src/graph/document-file.ts'
import { setSchedule } from '../../src/graph/edits.ts'
import { isArray } from '../../src/graph/json.ts'
import { opsOf } from '../../src/runtime/op-of.ts'
import { createDataFeed } from '../../src/runtime/program/data-feed.ts'
import { createModel } from '../../src/runtime/program/model.ts'
import { createTrainer, type Trainer } from '../../src/runtime/training/trainer.ts'
import { readTemplate } from '../../templates/index.ts'
import { shrunk } from '../../templates/shrunk.ts'

interface Source {
  readonly document: () => GraphDocument
  readonly change: (document: GraphDocument) => GraphDocument
}

const fromTemplate = (name: string) => () => readTemplate(name, definitions).document
const models = {
  vae: { document: fromTemplate('vae'), change: shrunk },
  'vae with batch norm and dropout': {
    document: fromTemplate('vae'),
    change: (document) => changed(shrunk(document), withRegularisation),
  },
  'gan with three discriminator steps': {
    document: fromTemplate('gan'),
    change: (document) => changed(shrunk(document), withDiscriminatorSteps),
  },
  'flow with actnorm': { document: fromTemplate('glow'), change: shrunk },
  'masked convolutions': { document: fromTemplate('pixelcnn'), change: shrunk },
  'masked dense layers': { document: fromTemplate('made'), change: shrunk },
  'mixtures of logistics': { document: () => readDocument(smallMixture, definitions), change: (document) => document },
  // As wide as they are trained, so that products and convolutions stay TF.js's.
  'wide vae': { document: fromTemplate('vae'), change: (document) => withBatches(document, 16) },
  'wide masked convolutions': {
    document: fromTemplate('pixelcnn'),
    change: (document) => withBatches(changed(document, withSmallImages), 2),
  },
  'wide masked dense layers': { document: fromTemplate('made'), change: (document) => withBatches(document, 16) },
} as const satisfies Record<string, Source>

export type ReplayedModel = keyof typeof models

export async function replayedModel(model: ReplayedModel): Promise<Program> {
  const { document, change } = models[model]
  const result = compileDocument(setSchedule(change(document()), 'cosine'), definitions)
  if ('problems' in result) throw new Error(result.problems.map(({ message }) => message).join(' '))
  return result.program
}

const withBatches = (document: GraphDocument, batchSize: number): GraphDocument => ({
  ...document,
  training: { ...document.training, batchSize },
})

const withSmallImages = (node: GraphNode): GraphNode =>
  node.kind === 'data/digits' ? { ...node, params: { ...node.params, size: '14' } } : node

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

export const testDatasets = createBuiltInCatalogue(fetchBytes)

export async function trainerOf(program: Program): Promise<Trainer> {
  const loaded = program.data.map(async ({ dataset }) => [dataset, await testDatasets.load(dataset)] as const)
  const feed = createDataFeed(program, new Map(await Promise.all(loaded)))
  return createTrainer(createModel(program, opsOf(ops, intrinsics)), feed)
}

async function fetchBytes(path: string): Promise<Uint8Array> {
  const response = await fetch(path)
  if (!response.ok) throw new Error(`${path} cannot be had: ${response.status} ${response.statusText}.`)
  return new Uint8Array(await response.arrayBuffer())
}
