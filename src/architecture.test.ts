import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { circlesIn } from '../scripts/architecture/circles.ts'
import { violationsOf } from '../scripts/architecture/violations.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

function sourcesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(tsx?|mjs)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
}

const folders = ['src', 'nodes', 'templates', 'scripts', 'bench', 'e2e']
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8')

test.each(folders)('%s keeps to the architecture', (folder) => {
  expect(sourcesIn(folder).flatMap((path) => violationsOf(path, textOf(path)))).toEqual([])
})

describe('circles of imports', () => {
  test('are found, by types, through others, and once each', () => {
    const sources = new Map([
      ['a/one.ts', "import type { B } from '../b/two.ts'"],
      ['b/two.ts', "export { c } from './three.ts'"],
      ['b/three.ts', "const a = await import('../a/one.ts')\nnew Worker(new URL('./worker.ts', import.meta.url))"],
      ['b/worker.ts', "import { c } from './three.ts'"],
      ['b/self.ts', "import { c } from './self.ts'"],
    ])
    expect(circlesIn(sources)).toEqual([['a/one.ts', 'b/two.ts', 'b/three.ts'], ['b/self.ts']])
  })

  test('are in no folder', { timeout: 60_000 }, () => {
    const sources = new Map(folders.flatMap(sourcesIn).map((path) => [path, textOf(path)]))
    expect(circlesIn(sources)).toEqual([])
  })
})

describe('a violation is found', () => {
  test.each([
    ['src/graph/a.ts', 'graph may not import compiler', "import { b } from '../compiler/b.ts'"],
    ['src/graph/a.ts', 'graph may not import compiler', "export { b } from '../compiler/b.ts'"],
    ['src/graph/a.ts', 'graph may not import compiler', "const b = await import('../compiler/b.ts')"],
    ['src/graph/a.ts', 'graph may not import compiler', "type B = import('../compiler/b.ts').B"],
    ['src/store/a.ts', 'store may not import nodes', "import.meta.glob(['../../nodes/**/*.node.ts'])"],
    ['src/store/a.ts', 'store may not import ops', "import { ops } from '../../nodes/ops.ts'"],
    ['src/editor/a.tsx', 'may import types only', "import { infer } from '../compiler/infer.ts'"],
    ['src/editor/a.tsx', 'may import types only', "import { type A, infer } from '../compiler/infer.ts'"],
    ['src/studio/a.tsx', 'must not load TensorFlow.js', "import type * as tf from '@tensorflow/tfjs-core'"],
    ['nodes/layers/dense/dense.node.ts', 'must not load TensorFlow.js', "import * as tf from '@tensorflow/tfjs-core'"],
    ['src/engine/math/a.ts', 'a second TensorFlow.js', "import * as tf from '@tensorflow/tfjs'"],
    ['src/engine/math/a.test.ts', 'a second TensorFlow.js', "import '@tensorflow/tfjs-core/dist/index.js'"],
    ['src/compiler/a.ts', 'must not depend on React', "import { useState } from 'react'"],
    ['src/protocol/client.ts', 'not called worker.ts', "new Worker(new URL('./loop.ts', import.meta.url))"],
    ['src/protocol/client.ts', 'protocol may not import worker', "import { a } from '../worker.ts'"],
    ['bench/a.ts', 'bench may not import editor', "import { a } from '../src/editor/a.ts'"],
    ['e2e/a.ts', 'e2e may not import store', "import { a } from '../src/store/a.ts'"],
    ['src/other/a.ts', 'no folder that the import table knows', ''],
    ['src/graph/a.ts', 'export *', "export * from './b.ts'"],
    ['src/graph/string-utils.ts', 'does not say what is in it', ''],
    ['src/graph/utils.ts', 'does not say what is in it', ''],
    ['src/graph/helpers/a.ts', 'does not say what is in it', ''],
    ['src/store/RunManager.ts', 'does not say what is in it', ''],
    ['src/store/a.ts', 'navigator.locks, which may be missing', 'await navigator.locks.query()'],
    ['src/store/a.ts', 'crypto.randomUUID, which may be missing', 'const a = crypto.randomUUID()'],
    ['src/main.tsx', 'localStorage, which may be missing', "localStorage.getItem('a')"],
    ['src/graph/a.ts', '301 lines', 'const a = 1\n'.repeat(301)],
    ['src/graph/a.test.ts', '301 lines', 'test()\n'.repeat(301)],
  ])('in %s: %s', (path, violation, text) => {
    expect(violationsOf(path, text)).toEqual([expect.stringContaining(violation)])
  })

  test.each([
    ['src/editor/a.tsx', "import type { Program } from '../compiler/program.ts'\nimport { useState } from 'react'"],
    ['src/editor/a.tsx', "import { type Program } from '../compiler/program.ts'\nimport './a.module.css'"],
    ['src/protocol/client.ts', "new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })"],
    ['src/protocol/client.ts', "import TrainingWorker from './worker.ts?worker'"],
    ['src/worker.ts', "import { ops } from '../nodes/ops.ts'\nimport * as tf from '@tensorflow/tfjs-core'"],
    ['src/graph/a.ts', `// import { b } from '../compiler/b.ts'\nexport const a = "export * from './b.ts'"\n`],
    ['src/codegen/a.ts', "import.meta.glob('../../nodes/**/*.op.ts', { query: '?raw', import: 'default' })"],
    ['src/graph/a.ts', 'const a = 1\n'.repeat(300)],
    ['bench/baselines/a.ts', "import * as tf from '@tensorflow/tfjs'"],
    ['src/platform/a.ts', 'const a = crypto.randomUUID()'],
    ['src/store/a.ts', '// `navigator.locks` may be missing.'],
    ['src/runtime/a.ts', "import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'"],
  ])('but none in %s', (path, text) => {
    expect(violationsOf(path, text)).toEqual([])
  })
})
