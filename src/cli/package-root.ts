// The installation folder of Genloom, for files that are not part of the bundle. The bundle and the sources are at different
// depths, so the folder is found by its package.json.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as v from 'valibot'

const manifest = v.object({ name: v.literal('genloom'), version: v.string() })

function findPackage(folder: string): { readonly root: string; readonly version: string } {
  const file = join(folder, 'package.json')
  const read = existsSync(file) ? v.safeParse(manifest, JSON.parse(readFileSync(file, 'utf8'))) : undefined
  if (read?.success) return { root: folder, version: read.output.version }
  if (dirname(folder) === folder) throw new Error('The package.json of Genloom was not found above its program.')
  return findPackage(dirname(folder))
}

export const { root, version } = findPackage(dirname(fileURLToPath(import.meta.url)))
