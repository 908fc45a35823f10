// The run that train --out keeps in its folder, from which train --resume goes on.

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
  if (!existsSync(folder)) throw new UsageError(`there is no folder "${folder}" with a run to go on with`)
  const file = join(folder, runFileName)
  if (!isFile(file))
    throw new UsageError(`"${folder}" holds no run to go on with: it has no ${runFileName}, which train --out writes`)
  const run = readRunFile(await readBytes(file), file)
  try {
    return { ...run, file, document: parseDocument(run.graph, definitions) }
  } catch (cause) {
    throw new Error(`${file} does not hold a training run that can go on: ${messageOf(cause)}`, { cause })
  }
}

/** @throws UsageError when a graph is given and it is another than the run's. */
export function requireSameGraph({ file, document }: KeptRun, given: GraphDocument, name: string): void {
  // Written and read as the run's own was, so that equal graphs are equal data.
  if (describesTheSame(document, parseDocument(writeDocument(given), definitions))) return
  throw new UsageError(`${file} is a run of another graph than ${name}: "${document.title}", with other nodes or wires`)
}
