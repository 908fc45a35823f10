// The files that train --out writes in addition to the run itself: graph.json, weights.safetensors, curves.csv, samples.png,
// reconstructions.png.
import { findProcedure, mainData } from '../../compiler/program/program.ts'
import type { FileToWrite } from '../../engine/files/together.ts'
import type { NamedTensor } from '../../engine/formats/safetensors.ts'
import { writeDocument } from '../../graph/document-file.ts'
import { drawSamples, imageStrip, reconstructFirst } from '../../runtime/evaluation/generation.ts'
import { curvesAsCsv } from '../../share/curves-csv.ts'
import { imageGrid, interleave } from '../output/image-grid.ts'
import type { OpenModel } from '../running/open-model.ts'
import { weightsFile } from '../running/weights-file.ts'
import type { TrainingRun } from './train-model.ts'

const sampleCount = 64
const reconstructionCount = 32
/** Originals and their reconstructions in turn. */
const reconstructionColumns = 16

export async function filesOf(open: OpenModel, run: TrainingRun): Promise<readonly FileToWrite[]> {
  const { train, validation } = run.curves
  return [
    { path: 'graph.json', content: writeDocument(open.document) },
    { path: 'weights.safetensors', content: await weightsFile(open.model, run.steps) },
    { path: 'curves.csv', content: curvesAsCsv({ train, validation }) },
  ]
}

/** Those available for this model and its data. */
export async function picturesOf(open: OpenModel): Promise<readonly FileToWrite[]> {
  const pictures = { 'samples.png': await samples(open), 'reconstructions.png': await reconstructions(open) }
  return Object.entries(pictures).flatMap(([path, content]) => (content ? [{ path, content }] : []))
}

async function samples({ model, program, feed }: OpenModel): Promise<Uint8Array | undefined> {
  if (!findProcedure(program, 'sample')) return undefined
  const strip = stripOf(await drawSamples(model, feed, { seed: program.training.seed, count: sampleCount }), program)
  return strip && imageGrid(strip)
}

async function reconstructions({ model, program, feed }: OpenModel): Promise<Uint8Array | undefined> {
  if (!findProcedure(program, 'reconstruct')) return undefined
  const pairs = await reconstructFirst(model, feed, 'test', reconstructionCount)
  const [left, right] = [stripOf(pairs.originals, program), stripOf(pairs.reconstructions, program)]
  return left && right && imageGrid(interleave(left, right), reconstructionColumns)
}

const stripOf = (tensor: NamedTensor, program: OpenModel['program']) =>
  imageStrip(tensor, tensor.shape.slice(1), mainData(program)?.range)
