// What train --out leaves in its folder: graph.json, weights.safetensors, curves.csv, samples.png, reconstructions.png.
import { join } from 'node:path'
import { findProcedure, mainData } from '../../compiler/program.ts'
import { writeWhole } from '../../files/whole-file.ts'
import { writeDocument } from '../../graph/document-file.ts'
import type { NamedTensor } from '../../runtime/checkpoints/safetensors.ts'
import { drawSamples, imageStrip, reconstructFirst } from '../../runtime/evaluation/generation.ts'
import { curvesAsCsv } from '../../share/curves-csv.ts'
import { imageGrid, interleave } from '../output/image-grid.ts'
import type { OpenModel } from '../running/open-model.ts'
import { saveWeights } from '../running/weights-file.ts'
import type { TrainingRun } from './train-model.ts'

const sampleCount = 64
const reconstructionCount = 32
/** Originals and their reconstructions in turn. */
const reconstructionColumns = 16

/** @returns the names of the files, without pictures that this model or its data do not have. */
export async function writeRun(open: OpenModel, run: TrainingRun, folder: string): Promise<readonly string[]> {
  await writeWhole(join(folder, 'graph.json'), writeDocument(open.document))
  await saveWeights(open.model, join(folder, 'weights.safetensors'), run.steps)
  await writeWhole(join(folder, 'curves.csv'), curvesAsCsv({ train: run.curve, validation: run.validation }))
  const pictures = { 'samples.png': await samples(open), 'reconstructions.png': await reconstructions(open) }
  const drawn = Object.entries(pictures).filter((picture): picture is [string, Uint8Array] => picture[1] !== undefined)
  for (const [name, bytes] of drawn) await writeWhole(join(folder, name), bytes)
  return ['graph.json', 'weights.safetensors', 'curves.csv', ...drawn.map(([name]) => name)]
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
