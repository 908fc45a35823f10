#!/usr/bin/env node
// npm run fuzz: bundles the fuzzer, then runs it. Built each time, since the sources have usually just changed.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { root } from './dependencies.mjs'

const outDir = join(root, 'node_modules/.cache/genloom/fuzz-bundle')
process.chdir(root)
rmSync(outDir, { recursive: true, force: true })
await build({
  root,
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  ssr: { noExternal: true, external: ['vite'], resolve: { mainFields: ['module', 'main'] } },
  build: {
    ssr: join(root, 'scripts/fuzz/main.ts'),
    target: 'node20',
    minify: false,
    outDir,
    emptyOutDir: true,
    rolldownOptions: { output: { entryFileNames: 'main.mjs' } },
  },
})
/** @type {{ main(argv: string[]): Promise<number> }} */
const { main } = await import(pathToFileURL(join(outDir, 'main.mjs')).href)
process.exitCode = await main(process.argv.slice(2))
