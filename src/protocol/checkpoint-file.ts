// A checkpoint as a safetensors file: the tensors, with the step and the seconds in the metadata.

import { optimiserPrefix } from '../engine/formats/optimiser-prefix.ts'
import { readSafetensors, requireFinite, writeSafetensors } from '../engine/formats/safetensors.ts'
import type { Checkpoint } from '../engine/index.ts'

/** @param version of Genloom, written into the file to record its origin. */
export function writeCheckpoint(checkpoint: Checkpoint, version: string): Uint8Array<ArrayBuffer> {
  return writeSafetensors({ tensors: checkpoint.tensors, metadata: checkpointMetadata(checkpoint, version) })
}

export const checkpointMetadata = ({ step, elapsed }: Checkpoint, version: string) => ({
  genloom: version,
  step: String(step),
  elapsed: String(elapsed),
})

/** The trained weights without optimiser state, for using the model without further training. */
export function writeWeights({ step, elapsed, tensors }: Checkpoint, version: string): Uint8Array<ArrayBuffer> {
  const learned = Object.entries(tensors).filter(([name]) => !name.startsWith(optimiserPrefix))
  return writeCheckpoint({ step, elapsed, tensors: Object.fromEntries(learned) }, version)
}

/**
 * A file without step or seconds, such as weights written by another program, starts at 0.
 * @throws Error naming the file when it is not safetensors of finite 32-bit floats, or states an impossible step.
 */
export function readCheckpoint(bytes: Uint8Array, file: string): Checkpoint {
  const { tensors, metadata } = readSafetensors(bytes, file)
  const step = Number(metadata.step ?? 0)
  const elapsed = Number(metadata.elapsed ?? 0)
  if (!Number.isSafeInteger(step) || step < 0) throw new Error(`${file} states step ${metadata.step}.`)
  if (!Number.isFinite(elapsed) || elapsed < 0) throw new Error(`${file} states ${metadata.elapsed} seconds.`)
  requireFinite(tensors, file)
  return { step, elapsed, tensors }
}
