// Files that belong together: all in the requested folder, or all in a reported one of the temporary folder.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { messageOf } from '../text/message-of.ts'
import { FileError } from './refusal.ts'
import { type WriteOptions, writeWhole } from './whole-file.ts'

export interface FileToWrite extends WriteOptions {
  /** Below the folder. */
  readonly path: string
  readonly content: string | Uint8Array
}

/** What could not be written where it was wanted, and lies elsewhere. */
export class ElsewhereError extends FileError {
  /** The folder that holds all of it. */
  readonly elsewhere: string

  constructor({ path, message }: FileError, elsewhere: string) {
    super(path, `${message} All that should have been written lies in ${elsewhere} instead.`)
    this.name = 'ElsewhereError'
    this.elsewhere = elsewhere
  }
}

/**
 * Writes files that took long to make, so that none is lost when the folder takes no more.
 * @throws ElsewhereError where that was so. @throws FileError when the temporary folder takes them as little.
 */
export async function writeTogether(folder: string, files: readonly FileToWrite[]): Promise<void> {
  try {
    await writeAll(folder, files)
  } catch (cause) {
    if (!(cause instanceof FileError)) throw cause
    throw new ElsewhereError(cause, await writeElsewhere(files, cause))
  }
}

async function writeAll(folder: string, files: readonly FileToWrite[]): Promise<void> {
  for (const { path, content, ...options } of files) await writeWhole(join(folder, path), content, options)
}

/** @returns the new folder. */
async function writeElsewhere(files: readonly FileToWrite[], { path, message }: FileError): Promise<string> {
  try {
    const folder = await mkdtemp(join(tmpdir(), 'genloom-'))
    try {
      await writeAll(folder, files)
      return folder
    } catch (cause) {
      await rm(folder, { recursive: true, force: true })
      throw cause
    }
  } catch (cause) {
    const why = messageOf(cause)
    throw new FileError(path, `${message} Nor does the temporary folder take it: ${why}`, cause)
  }
}
