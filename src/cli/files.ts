// Files of the person at the terminal. What the system refuses is told in one sentence that names the path.
import { existsSync, statSync } from 'node:fs'
import { access, constants, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

export const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile()

/**
 * A plain array: `slice` of Node's own Buffer would not copy, as readers rely on.
 * @throws Error naming the file and why it cannot be read.
 */
export async function readBytes(file: string): Promise<Uint8Array> {
  return new Uint8Array(await readFile(file).catch((cause) => refuse(file, 'read', cause)))
}

/** Writes a file and makes the folders above it. An existing file is replaced. @throws Error naming it and why not. */
export async function writeOutput(file: string, content: string | Uint8Array): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, content)
  } catch (cause) {
    refuse(file, 'written', cause)
  }
}

/** Makes a folder, so that long work is not begun for files that cannot be kept. @throws Error as `writeOutput`. */
export async function prepareFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
    await access(folder, constants.W_OK | constants.X_OK)
  } catch (cause) {
    refuse(folder, 'written to', cause)
  }
}

function refuse(path: string, done: string, cause: unknown): never {
  throw new Error(`${path} cannot be ${done}: ${reasonOf(path, cause)}.`, { cause })
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission is missing',
  EPERM: 'permission is missing',
  EROFS: 'its file system is read-only',
  ENOSPC: 'the disk is full',
  EISDIR: 'it is a folder, not a file',
  ENOENT: 'there is no such place',
  ENAMETOOLONG: 'its name is too long',
}

function reasonOf(path: string, cause: unknown): string {
  const isCoded = cause instanceof Error && 'code' in cause && typeof cause.code === 'string'
  if (!isCoded) return String(cause)
  const { code, message } = cause
  if (code !== 'ENOTDIR' && code !== 'EEXIST') return reasons[String(code)] ?? message
  const inTheWay = fileAmong(path)
  if (inTheWay === undefined) return 'something that is no folder is in the way'
  return inTheWay === path ? 'it is a file, not a folder' : `${inTheWay} is a file, not a folder`
}

/** The path, or the nearest above it that is there, unless that is a folder. */
function fileAmong(path: string): string | undefined {
  if (existsSync(path)) return statSync(path).isDirectory() ? undefined : path
  return dirname(path) === path ? undefined : fileAmong(dirname(path))
}
