// What the system refuses, in one sentence that names the path.

import { existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { messageOf } from '../text/message-of.ts'

/** A file or folder could not be read or written. */
export class FileError extends Error {
  readonly path: string

  constructor(path: string, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'FileError'
    this.path = path
  }
}

export function refuse(path: string, done: 'read' | 'written' | 'written to', cause: unknown): never {
  const reason = done !== 'read' && codeOf(cause) === 'ENOENT' ? noPlace(path) : reasonOf(path, cause)
  throw new FileError(path, `${path} cannot be ${done}: ${reason}.`, cause)
}

/** Of an error of the system, such as `ENOENT`. */
export const codeOf = (cause: unknown): string | undefined =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined

const reasons: ReadonlyMap<string | undefined, string> = new Map([
  ['EACCES', 'permission is missing'],
  ['EPERM', 'permission is missing'],
  ['EROFS', 'its file system is read-only'],
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'the disk quota is used up'],
  ['EFBIG', 'it is larger than files may be there'],
  ['EIO', 'the disk reports an error'],
  ['EISDIR', 'it is a folder, not a file'],
  ['ENOENT', 'there is no such place'],
  ['ENAMETOOLONG', 'its name is too long'],
])

/** @param path of what the system refused. */
export function reasonOf(path: string, cause: unknown): string {
  const code = codeOf(cause)
  if (code !== 'ENOTDIR' && code !== 'EEXIST') return reasons.get(code) ?? messageOf(cause)
  const inTheWay = fileAmong(path)
  if (inTheWay === undefined) return 'something that is not a folder is in the way'
  return inTheWay === path ? 'it is a file, not a folder' : `${inTheWay} is a file, not a folder`
}

/** Folders that are missing are made, so it is the file system that takes nothing, as /proc does. */
const noPlace = (path: string): string =>
  isFolder(path) ? 'nothing can be made in it' : `nothing can be made in ${nearest(dirname(path))}`

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory()

const nearest = (path: string): string => (existsSync(path) || dirname(path) === path ? path : nearest(dirname(path)))

/** The path, or the nearest existing one above it, unless that is a folder. */
function fileAmong(path: string): string | undefined {
  if (existsSync(path)) return isFolder(path) ? undefined : path
  return dirname(path) === path ? undefined : fileAmong(dirname(path))
}
