// Every template, made small, trained and sampled on one backend after another. Built for tests only.
import { definitions } from '../../nodes/index.ts'
import { ops } from '../../nodes/ops.ts'
import { compileDocument } from '../../src/compiler/program/compile.ts'
import type { Program } from '../../src/compiler/program/program.ts'
import type { Dataset } from '../../src/engine/data/dataset.ts'
import { loadDataset } from '../../src/engine/data/load.ts'
import type { StepMode } from '../../src/engine/index.ts'
import { intrinsics } from '../../src/engine/math/intrinsics.ts'
import type { GraphDocument } from '../../src/graph/document.ts'
import { drawSamples } from '../../src/runtime/evaluation/generation.ts'
import { opsOf } from '../../src/runtime/op-of.ts'
import { createDataFeed } from '../../src/runtime/program/data-feed.ts'
import { createModel } from '../../src/runtime/program/model.ts'
import { createTrainer } from '../../src/runtime/training/trainer.ts'
import { readTemplates } from '../../templates/index.ts'
import { shrunk } from '../../templates/shrunk.ts'
import { type ComparedBackend, start } from './start.ts'

export interface TrainedTemplate {
  readonly mode: StepMode
  /** Of each phase in each step, in nats. */
  readonly losses: readonly { readonly at: string; readonly loss: number }[]
  readonly sampleShape: readonly number[]
  readonly areSamplesFinite: boolean
}

const steps = 3
const sampleCount = 2

const datasets = new Map<string, Promise<Dataset>>()

/** By template. @throws Error when the backend does not start, or a template does not train or cannot be sampled. */
export async function trainTemplates(backend: ComparedBackend): Promise<Readonly<Record<string, TrainedTemplate>>> {
  await start(backend)
  const trained: Record<string, TrainedTemplate> = {}
  for (const { name, document } of readTemplates(definitions)) trained[name] = await train(compile(document))
  return trained
}

async function train(program: Program): Promise<TrainedTemplate> {
  const loaded = program.data.map(
    async ({ dataset }) => [dataset, await loadDataset(dataset, fetchBytes, datasets)] as const,
  )
  const feed = createDataFeed(program, new Map(await Promise.all(loaded)))
  const trainer = createTrainer(createModel(program, opsOf(ops, intrinsics)), feed)
  try {
    await trainer.prepare(() => undefined)
    for (let step = 0; step < steps; step++) trainer.advance()
    const curve = await trainer.readMetrics()
    const { shape, values } = await drawSamples(trainer.model, feed, { seed: 1, count: sampleCount })
    return {
      mode: trainer.stepMode,
      losses: curve.map(({ step, phase, metrics }) => ({
        at: `${phase}, step ${step}`,
        loss: metrics.loss ?? Number.NaN,
      })),
      sampleShape: shape,
      areSamplesFinite: values.every(Number.isFinite),
    }
  } finally {
    trainer.dispose()
  }
}

function compile(document: GraphDocument): Program {
  const result = compileDocument(shrunk(document), definitions)
  if ('problems' in result) throw new Error(result.problems.map(({ message }) => message).join(' '))
  return result.program
}

async function fetchBytes(path: string): Promise<Uint8Array> {
  const response = await fetch(path)
  if (!response.ok) throw new Error(`${path} cannot be had: ${response.status} ${response.statusText}.`)
  return new Uint8Array(await response.arrayBuffer())
}
