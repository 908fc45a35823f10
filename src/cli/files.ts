// The user's files.
import { existsSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { refuse } from '../engine/files/refusal.ts'

export const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile()

/**
 * Returns a plain array: `slice` of Node's own Buffer does not copy, which readers rely on.
 * @throws FileError naming the file and why it cannot be read.
 */
export async function readBytes(file: string): Promise<Uint8Array> {
  return new Uint8Array(await readFile(file).catch((cause) => refuse(file, 'read', cause)))
}
