// Folders that files are to go to: made, and tried, before long work is begun for them.
import { existsSync, statSync } from 'node:fs'
import { mkdir, open, rm, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { inBytes } from '../text/in-bytes.ts'
import { codeOf, FileError, refuse } from './refusal.ts'

/**
 * Makes a folder and those above it. Each is tried once: Node's own recursive mkdir retries for ever where a folder
 * exists and nothing can be created in it, as below /proc.
 * @throws the system's error.
 */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder)
  } catch (cause) {
    if (codeOf(cause) === 'EEXIST' && statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return
    const above = dirname(folder)
    if (codeOf(cause) !== 'ENOENT' || above === folder || existsSync(above)) throw cause
    await makeFolder(above)
    await makeFolder(folder)
  }
}

/**
 * Makes a folder where a file can be written, with room for `bytes` bytes.
 * @throws FileError naming the folder and what is missing.
 */
export async function prepareFolder(folder: string, bytes = 0): Promise<void> {
  await makeFolder(folder).catch((cause) => refuse(folder, 'written to', cause))
  await tryWriting(folder).catch((cause) => refuse(folder, 'written to', cause))
  const room = await roomIn(folder)
  if (bytes > room)
    throw new FileError(
      folder,
      `${folder} has room for ${inBytes(room)}, but what is to be written there takes about ${inBytes(bytes)}.`,
    )
}

/** Permissions alone do not tell, as on file systems that are read-only or take no files. */
async function tryWriting(folder: string): Promise<void> {
  const file = join(folder, `.genloom.${process.pid}.part`)
  const handle = await open(file, 'w')
  await handle.close()
  await rm(file)
}

/** Infinity where the file system does not say. */
async function roomIn(folder: string): Promise<number> {
  const { blocks, bavail, bsize } = await statfs(folder)
  return blocks === 0 ? Number.POSITIVE_INFINITY : bavail * bsize
}
