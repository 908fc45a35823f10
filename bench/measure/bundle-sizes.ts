// How much script a visitor loads before training starts, and how much the worker that trains.
import { posix } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'
import { root } from '../../src/cli/package-root.ts'

/** Bytes after gzip. */
export interface BundleSizes {
  /** The page's script and what it imports at once. */
  readonly page: number
  /** The worker's script with all that it may load, without WebAssembly. */
  readonly worker: number
}

export async function bundleSizes(): Promise<BundleSizes> {
  const result = await build({ root, logLevel: 'error', build: { write: false } })
  const outputs = [result].flat().flatMap((one) => ('output' in one ? one.output : []))
  const chunks = outputs.filter((output) => output.type === 'chunk')
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]))
  const atOnce = new Set<Rolldown.OutputChunk>()
  const add = (chunk: Rolldown.OutputChunk | undefined) => {
    if (!chunk || atOnce.has(chunk)) return
    atOnce.add(chunk)
    for (const name of chunk.imports) add(byName.get(name))
  }
  for (const chunk of chunks) if (chunk.isEntry) add(chunk)
  const assets = new Map(outputs.flatMap((output) => (output.type === 'asset' ? [[output.fileName, output]] : [])))
  const loaded = new Set<string>()
  const load = (name: string, source: string | Uint8Array) => {
    if (loaded.has(name)) return
    loaded.add(name)
    const text = source.toString()
    for (const [other, asset] of assets) if (text.includes(posix.basename(other))) load(other, asset.source)
  }
  const workers = [...assets].filter(([name]) => /^assets\/worker-.*\.js$/.test(name))
  if (workers.length !== 1) throw new Error(`Expected one worker script, found ${workers.length}.`)
  for (const [name, { source }] of workers) load(name, source)
  const scripts = [...loaded].filter((name) => name.endsWith('.js'))
  return {
    page: sum([...atOnce].map(({ code }) => zipped(code))),
    worker: sum(scripts.map((name) => zipped(assets.get(name)?.source ?? ''))),
  }
}

const zipped = (content: string | Uint8Array): number => gzipSync(content, { level: 9 }).byteLength
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)
