import { existsSync, statSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

export const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile()

/** A plain array: `slice` of Node's own Buffer would not copy, as readers rely on. */
export async function readBytes(file: string): Promise<Uint8Array> {
  return new Uint8Array(await readFile(file))
}

/** Writes a file and makes the folders above it. An existing file is replaced. */
export async function writeOutput(file: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, content)
}
