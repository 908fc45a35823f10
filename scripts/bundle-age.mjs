// Whether what was built from sources is still what they would build.
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './dependencies.mjs'

/**
 * @param {string} built a file
 * @param {string[]} sources files and folders below the repository's root
 * @returns {boolean} false where it is missing, or a source is newer
 */
export function isCurrent(built, sources) {
  const time = existsSync(built) ? statSync(built).mtimeMs : 0
  return sources.every((source) => isOlder(join(root, source), time))
}

/**
 * Folders count too, since their time changes when a file in them is added or removed.
 * @param {string} path
 * @param {number} time milliseconds since the epoch
 * @returns {boolean}
 */
function isOlder(path, time) {
  const status = statSync(path, { throwIfNoEntry: false })
  if (!status) return true
  if (status.mtimeMs > time) return false
  return !status.isDirectory() || readdirSync(path).every((name) => isOlder(join(path, name), time))
}
