// Weights as safetensors files, without optimiser state.

import { readSafetensors, requireFinite, writeSafetensors } from '../../engine/formats/safetensors.ts'
import { messageOf } from '../../engine/text/message-of.ts'
import type { Model } from '../../runtime/program/model.ts'
import type { GenloomFile } from '../../share/file.ts'
import { isFile, readBytes } from '../files.ts'
import { text } from '../options.ts'
import { version } from '../package-root.ts'
import { UsageError } from '../usage-error.ts'

export const weightsOption = text(
  'FILE',
  'Trained weights (safetensors), as written by train --out; not needed for a .genloom file that contains weights.',
)

export interface Weights {
  /** The file's name, for messages. */
  readonly file: string
  readonly bytes: Uint8Array
}

/** From the named file, or else from the graph file itself. @throws UsageError if the named file does not exist. */
export async function readWeights(named: string | undefined, graph: GenloomFile): Promise<Weights | undefined> {
  if (named === undefined) return graph.weights && { file: 'The graph file', bytes: graph.weights }
  if (!isFile(named)) throw new UsageError(`there is no weights file "${named}"`)
  return { file: named, bytes: await readBytes(named) }
}

/** Like `readWeights`, but requires weights. */
export async function requireWeights(named: string | undefined, graph: GenloomFile): Promise<Weights> {
  const weights = await readWeights(named, graph)
  if (weights) return weights
  throw new UsageError('--weights FILE is missing, and GRAPH contains no weights')
}

/** @throws Error naming the file if it does not hold this model's weights, or holds non-finite numbers. */
export function loadWeights(model: Model, { file, bytes }: Weights): void {
  const { tensors } = readSafetensors(bytes, file)
  requireFinite(tensors, file)
  try {
    model.parameters.load(tensors)
  } catch (cause) {
    throw new Error(`${file} does not hold the weights of this graph: ${messageOf(cause)}`, { cause })
  }
}

export async function weightsFile(model: Model, step: number): Promise<Uint8Array> {
  const tensors = await model.parameters.save()
  return writeSafetensors({ tensors, metadata: { genloom: version, step: String(step) } })
}
