// A Program as a TypeScript project that trains under Node with only TensorFlow.js.

import type { Program } from '../../compiler/program/program.ts'
import type { KnownDatasets } from '../../engine/data/dataset-catalogue.ts'
import { carryFiles, engineOf } from '../carried/carried-files.ts'
import type { Sources } from '../plan/op-source.ts'
import type { ProjectFile } from '../plan/page.ts'
import { planModel } from '../plan/plan.ts'
import { printModel } from '../plan/print-model.ts'
import { simplify } from '../simplify/simplify.ts'
import { printData } from './print-data.ts'
import { printHyperparameters } from './print-hyperparameters.ts'
import { printPackage, printReadme, whyNotSampled } from './print-package.ts'
import { printLineSample, printSample } from './print-sample.ts'
import { printSamplingLine } from './print-sampling-line.ts'
import { printTrain } from './print-train.ts'
import { typescript } from './printer.ts'
import { staticFiles } from './static-files.ts'

export interface ProjectOptions {
  /** A file of trained weights is included, so the README mentions it. */
  readonly hasWeights?: boolean
}

/**
 * The files in reading order.
 * @throws {Error} if no objective reads data, data are missing, the Program is inconsistent, or a source is missing.
 */
export function printProject(
  program: Program,
  sources: Sources,
  datasets: KnownDatasets,
  options: ProjectOptions = {},
): ProjectFile[] {
  const plan = planModel(simplify(program), sources, typescript.reserved)
  const line = printSamplingLine(plan, sources)
  const sample = line ? printLineSample(plan) : printSample(plan)
  const roots = [...[...plan.ops.values()].map(({ path }) => path), ...engineOf(sources)]
  const canSample = sample !== undefined
  const licence = sources.LICENSE
  if (licence === undefined) throw new Error('There is no source LICENSE.')
  return [
    printModel(plan, typescript),
    printHyperparameters(plan),
    printTrain(plan),
    ...(sample ? [sample] : []),
    ...(line ? [line] : []),
    printData(plan),
    ...staticFiles,
    printPackage(program, canSample),
    printReadme(program, datasets, { canSample, hasWeights: options.hasWeights ?? false }),
    { path: 'LICENSE', text: licence },
    ...carryFiles(roots, sources),
  ]
}

/** A sentence about what is missing from the project although users may look for it. */
export const leftOutOf = (files: readonly ProjectFile[], program: Program): string | undefined =>
  files.some(({ path }) => path === 'sample.ts') ? undefined : whyNotSampled(program)

export interface ProjectEntry {
  readonly path: string
  readonly bytes: Uint8Array
}

/** All files as bytes, for a folder or an archive. @param datasets by their path in the project, as in 'data/digits.bin'. */
export function projectEntries(
  files: readonly ProjectFile[],
  datasets: ReadonlyMap<string, Uint8Array>,
  weights?: Uint8Array,
): ProjectEntry[] {
  const encoder = new TextEncoder()
  return [
    ...files.map(({ path, text }) => ({ path, bytes: encoder.encode(text) })),
    ...[...datasets].map(([path, bytes]) => ({ path, bytes })),
    ...(weights ? [{ path: 'weights.safetensors', bytes: weights }] : []),
  ]
}
