// The run that train --out saves in its folder and train --resume continues.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { definitions } from '../../../nodes/index.ts'
import { messageOf } from '../../engine/text/message-of.ts'
import type { GraphDocument } from '../../graph/document.ts'
import { parseDocument, writeDocument } from '../../graph/document-file.ts'
import { describesTheSame } from '../../graph/same-model.ts'
import { readRunFile, type SavedRun } from '../../protocol/run-file.ts'
import { isFile, readBytes } from '../files.ts'
import { UsageError } from '../usage-error.ts'

export const runFileName = 'run.safetensors'

export interface KeptRun extends SavedRun {
  readonly file: string
  /** With the settings of the run. */
  readonly document: GraphDocument
}

/**
 * @throws UsageError when the folder holds no run.
 * @throws Error naming the file, when it is damaged or its graph cannot be read.
 */
export async function readKeptRun(folder: string): Promise<KeptRun> {
  if (!existsSync(folder)) throw new UsageError(`there is no folder "${folder}" with a run to resume`)
  const file = join(folder, runFileName)
  if (!isFile(file))
    throw new UsageError(`"${folder}" has no run to resume: it has no ${runFileName}, which train --out writes`)
  const run = readRunFile(await readBytes(file), file)
  try {
    return { ...run, file, document: parseDocument(run.graph, definitions) }
  } catch (cause) {
    throw new Error(`${file} does not hold a training run that can be resumed: ${messageOf(cause)}`, { cause })
  }
}

/** @throws UsageError if a graph is given that differs from the run's. */
export function requireSameGraph({ file, document }: KeptRun, given: GraphDocument, name: string): void {
  // Serialised and parsed like the run's own, so that equal graphs are equal data.
  if (describesTheSame(document, parseDocument(writeDocument(given), definitions))) return
  throw new UsageError(
    `${file} is a run of a different graph from ${name}: "${document.title}", with different nodes or wires`,
  )
}
