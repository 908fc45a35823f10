// The printed files as a zip archive with one folder in it.
import { strToU8, zipSync } from 'fflate'
import type { SourceFile } from './source-file.ts'

export function projectArchive(folder: string, files: readonly SourceFile[]): Uint8Array<ArrayBuffer> {
  const entries = files.map(({ path, text }) => [`${folder}/${path}`, strToU8(text)] as const)
  return zipSync(Object.fromEntries(entries), { level: 6 })
}
