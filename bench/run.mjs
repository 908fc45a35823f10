#!/usr/bin/env node
// npm run bench: bundles the benchmark when a source is newer than the bundle, then runs it.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isCurrent } from '../scripts/bundle-age.mjs'
import { requireDataFiles, requireDependencies, requireNode, root } from '../scripts/dependencies.mjs'

const ownFolder = join(root, 'node_modules/.cache/genloom/bench')
const folder = join(ownFolder, 'bundle')
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
requireNullDevice()
/** @type {{ main(argv: string[]): Promise<number> }} */
const benchmark = await import(pathToFileURL(bundle).href)
try {
  process.exitCode = await benchmark.main(process.argv.slice(2))
} catch (error) {
  console.error(`bench: ${error instanceof Error ? error.message : error}`)
  process.exitCode = 1
}

// WebGPU for Node.js, in a folder that only the benchmark looks into: it is large, and everything else does without.
function requireNullDevice() {
  if (existsSync(join(ownFolder, 'node_modules/webgpu'))) return
  const { webgpu } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).peerDependencies
  console.error(`Fetching the npm package webgpu ${webgpu}, to count what a step asks of a device ...`)
  mkdirSync(ownFolder, { recursive: true })
  const words = ['install', '--prefix', ownFolder, '--no-save', '--no-audit', '--no-fund', `webgpu@${webgpu}`]
  const { status } = spawnSync('npm', words, {
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  })
  if (status !== 0) console.error('It cannot be had: WebGPU will not be measured.')
}
