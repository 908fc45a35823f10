#!/usr/bin/env node
// npm run bench: bundles the benchmark when a source is newer than the bundle, then runs it.
import { rmSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isCurrent } from '../scripts/bundle-age.mjs'
import { requireDataFiles, requireDependencies, requireNode, root } from '../scripts/dependencies.mjs'
import { requireDawn } from '../scripts/webgpu-for-node.mjs'

const folder = join(root, 'node_modules/.cache/genloom/bench/bundle')
const bundle = join(folder, 'main.mjs')
const sources = [
  'bench',
  'vite.bench.config.ts',
  'src',
  'nodes',
  'templates',
  'scripts/vite-tfjs.ts',
  'package-lock.json',
]

requireNode()
requireDependencies()
const dataCode = requireDataFiles()
if (dataCode !== 0) process.exit(dataCode)
if (!isCurrent(bundle, sources)) {
  const { build } = await import('vite')
  const started = new Date()
  rmSync(folder, { recursive: true, force: true })
  await build({ root, configFile: join(root, 'vite.bench.config.ts'), build: { outDir: folder, emptyOutDir: true } })
  utimesSync(bundle, started, started) // a source edited meanwhile is newer than the bundle
}
if (!requireDawn()) console.error('It cannot be had: WebGPU will not be measured.')
/** @type {{ main(argv: string[]): Promise<number> }} */
const benchmark = await import(pathToFileURL(bundle).href)
try {
  process.exitCode = await benchmark.main(process.argv.slice(2))
} catch (error) {
  console.error(`bench: ${error instanceof Error ? error.message : error}`)
  process.exitCode = 1
}
