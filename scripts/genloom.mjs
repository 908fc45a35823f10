#!/usr/bin/env node
// The command line's launcher: bundles src/cli/main.ts when a source is newer than the bundle, then runs it.
// Standard output stays the command's own.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { requireNode, root } from './dependencies.mjs'

const bundle = join(root, 'node_modules/.cache/genloom/cli.mjs')
const inputs = ['src', 'nodes', 'templates', 'vite.cli.config.ts', 'scripts/vite-tfjs.ts', 'package-lock.json']

requireNode()
if (!existsSync(join(root, 'node_modules/vite'))) {
  console.error(`Dependencies are missing: run npm ci in ${root} first.`)
  process.exit(1)
}
if (!isCurrent()) await rebuild()
/** @type {{ main(argv: string[]): Promise<number> }} */
const commandLine = await import(pathToFileURL(bundle).href)
process.exitCode = await commandLine.main(process.argv.slice(2))

function isCurrent() {
  const built = existsSync(bundle) ? statSync(bundle).mtimeMs : 0
  return inputs.every((input) => isOlder(join(root, input), built))
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

// Built beside the bundle and then moved over it, so that commands running at the same time never load half a file.
async function rebuild() {
  const { build } = await import('vite')
  const started = new Date()
  mkdirSync(dirname(bundle), { recursive: true })
  const folder = mkdtempSync(`${bundle}-`)
  try {
    await build({ root, configFile: join(root, 'vite.cli.config.ts'), build: { outDir: folder, emptyOutDir: true } })
    const built = join(folder, 'cli.mjs')
    utimesSync(built, started, started) // a source edited meanwhile is newer than the bundle
    renameSync(built, bundle)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
