// Files that are complete or missing: written beside their name, flushed to disk, and only then renamed.
import { statSync } from 'node:fs'
import { copyFile, open, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { makeFolder } from './folder.ts'
import { refuse } from './refusal.ts'

export interface WriteOptions {
  /** A file of that name is kept under this one, in the same folder; it is whole throughout. */
  readonly keepAs?: string
}

/**
 * Writes a file and makes the folders above it. A file of the same name is replaced, and unchanged if anything fails.
 * @throws FileError naming the file and why it cannot be written.
 */
export async function writeWhole(
  file: string,
  content: string | Uint8Array,
  { keepAs }: WriteOptions = {},
): Promise<void> {
  try {
    await makeFolder(dirname(file))
    const present = statSync(file, { throwIfNoEntry: false })
    // A device or a pipe, such as /dev/stdout, is written to and must not be replaced.
    if (present && !present.isFile() && !present.isDirectory()) return await writeFile(file, content)
    // Where the name is a link, the file behind it is meant.
    const target = present ? await realpath(file) : file
    if (present && keepAs !== undefined) await replace(join(dirname(file), keepAs), (part) => copyFile(target, part))
    await replace(target, (part) => writeThrough(part, content, present?.mode))
  } catch (cause) {
    refuse(file, 'written', cause)
  }
}

/** Has a file made under a passing name and gives it its own. */
async function replace(file: string, make: (part: string) => Promise<void>): Promise<void> {
  const part = join(dirname(file), `.${basename(file).slice(0, 40)}.${process.pid}.part`)
  try {
    await make(part)
    await rename(part, file)
  } catch (cause) {
    await rm(part, { force: true })
    throw cause
  }
}

/** Until it is on the disk: a name must not refer to numbers that a power failure would lose. */
async function writeThrough(file: string, content: string | Uint8Array, mode = 0o666): Promise<void> {
  const handle = await open(file, 'w', mode)
  try {
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
}
