#!/usr/bin/env node
// The command line's launcher: bundles src/cli/main.ts when a source is newer than the bundle, makes the data files where
// there are none, then runs the command. Standard output stays the command's own.
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isCurrent } from './bundle-age.mjs'
import { requireDataFiles, requireNode, root } from './dependencies.mjs'

const bundle = join(root, 'node_modules/.cache/genloom/cli.mjs')
const inputs = ['src', 'nodes', 'templates', 'vite.cli.config.ts', 'scripts/vite-tfjs.ts', 'package-lock.json']

requireNode()
if (!existsSync(join(root, 'node_modules/vite'))) {
  console.error(`Dependencies are missing: run npm ci in ${root} first.`)
  process.exit(1)
}
if (!isCurrent(bundle, inputs)) await rebuild()
// Where this fails, a command that needs the data says what is missing; others do not care.
if (!existsSync(join(root, 'public/data/digits.bin'))) requireDataFiles()
/** @type {{ main(argv: string[]): Promise<number> }} */
const commandLine = await import(pathToFileURL(bundle).href)
process.exitCode = await commandLine.main(process.argv.slice(2))

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
