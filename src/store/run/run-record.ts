// A run as saved by the browser: the state to resume from, and what has been shown of it.
import { crc32 } from '../../engine/formats/crc32.ts'
import type { Checkpoint } from '../../engine/index.ts'
import type { GraphDocument } from '../../graph/document.ts'
import { backAt, idleRun, type RunState } from './run-state.ts'

/** Raised when a run of before could no longer be read. */
const form = 1

export interface RunRecord {
  /** Of the document that the run belongs to. */
  readonly key: string
  readonly form: number
  /** Milliseconds since 1970. */
  readonly savedAt: number
  /** Of the tensors of the checkpoint; absent where an earlier version kept the run. */
  readonly checksum?: number
  readonly document: GraphDocument
  readonly run: Pick<
    RunState,
    'program' | 'checkpoint' | 'progress' | 'curves' | 'latest' | 'validation' | 'bitsPerDim' | 'previews'
  > & {
    /** Where it goes on, so that it is the run that it would have been; runs that were kept earlier do not say. */
    readonly backendChoice?: RunState['backendChoice']
  }
}

/** `null` where nothing has been trained yet. */
export function runRecord(key: string, state: RunState, savedAt: number): RunRecord | null {
  const { program, document, checkpoint, latest, bitsPerDim, backendChoice } = state
  if (!program || !document || !checkpoint || checkpoint.step === 0) return null
  const { progress = null, curves = {}, validation = {}, previews = [] } = backAt(state, checkpoint)
  // All pictures of a run would be megabytes at each time.
  const shown = { progress, curves, latest, validation, bitsPerDim, previews: previews.slice(-1) }
  const run = { program, checkpoint, backendChoice, ...shown }
  return { key, form, savedAt, checksum: checksumOf(checkpoint), document, run }
}

/** Whether the record is corrupted: a disk may return different bytes from those written. */
export const isDamaged = ({ checksum, run: { checkpoint } }: RunRecord): boolean =>
  checksum !== undefined && checkpoint !== null && checksum !== checksumOf(checkpoint)

function checksumOf({ tensors, step }: Checkpoint): number {
  let checksum = step
  for (const [name, { values }] of Object.entries(tensors)) {
    checksum = crc32(new TextEncoder().encode(name), checksum)
    checksum = crc32(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), checksum)
  }
  return checksum
}

/** The state of a page that shows the run and can resume it; `null` if the record has another form. */
export function stateOfRecord({ form: its, document, run }: RunRecord, backendChoice: RunState['backendChoice']) {
  if (its !== form) return null
  const state: RunState = { ...idleRun, backendChoice, ...run, status: 'stopped', document, isFromBefore: true }
  return state
}
