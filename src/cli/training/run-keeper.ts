// Saves a running training to its folder at intervals, so that it can be resumed however the program ends.

import { join } from 'node:path'
import { estimateMemory } from '../../compiler/program/memory.ts'
import type { Program } from '../../compiler/program/program.ts'
import type { FileToWrite } from '../../engine/files/together.ts'
import { writeWhole } from '../../engine/files/whole-file.ts'
import type { Checkpoint } from '../../engine/index.ts'
import { messageOf } from '../../engine/text/message-of.ts'
import { type SavedCurves, type SavedRun, writeRunFile } from '../../protocol/run-file.ts'
import { datasets } from '../datasets.ts'
import { version } from '../package-root.ts'
import { runFileName } from '../running/kept-run.ts'

export interface RunKeeper {
  /** A valid state; written if the last write is long enough ago. A write error is reported once. */
  offer(checkpoint: Checkpoint, curves: () => SavedCurves): void
  /** When nothing is being written. */
  settled(): Promise<void>
  /** Waits for pending writes, then returns the file of a state, to be written with the run's other files. */
  last(checkpoint: Checkpoint, curves: SavedCurves): Promise<FileToWrite>
}

interface KeeperSettings extends Omit<SavedRun, 'checkpoint' | 'curves'> {
  readonly folder: string
  tell(message: string): void
  /** Milliseconds. */
  now(): number
}

/** Milliseconds. */
const interval = 60_000

/** The file that was there before the run is kept next to it. */
const previousName = 'run.previous.safetensors'

/** The space needed in a folder: the run, temporarily a second copy while one is replaced, the weights alone, and the curves and
 * images.
 */
export function bytesOfRun(program: Program): number {
  const { weights, moments } = estimateMemory(program, datasets)
  return 2 * (weights + moments) + weights + 1_000_000
}

const until = ({ train, validation }: SavedCurves, last: number): SavedCurves => ({
  train: train.filter(({ step }) => step <= last),
  validation: validation.filter(({ step }) => step <= last),
})

export function createRunKeeper({ folder, graph, seed, backend, tell, now }: KeeperSettings): RunKeeper {
  let writtenAt = now()
  let keepsPrevious = true
  let writing: Promise<void> | undefined
  let hasFailed = false

  const fileOf = (checkpoint: Checkpoint, curves: SavedCurves): FileToWrite => ({
    path: runFileName,
    content: writeRunFile({ graph, seed, backend, checkpoint, curves: until(curves, checkpoint.step) }, version),
    ...(keepsPrevious && { keepAs: previousName }),
  })
  const write = async ({ path, content, ...options }: FileToWrite) => {
    try {
      await writeWhole(join(folder, path), content, options)
      keepsPrevious = false
    } catch (error) {
      if (!hasFailed) tell(`${messageOf(error)} Training continues.`)
      hasFailed = true
    }
  }
  const settled = async () => await writing
  return {
    offer(checkpoint, curves) {
      if (writing || now() - writtenAt < interval) return
      writing = write(fileOf(checkpoint, curves())).finally(() => {
        writing = undefined
        writtenAt = now()
      })
    },
    settled,
    async last(checkpoint, curves) {
      await settled()
      return fileOf(checkpoint, curves)
    },
  }
}
