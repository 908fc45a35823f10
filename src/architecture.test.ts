import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { violationsOf } from '../scripts/architecture/violations.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

function sourcesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(tsx?|mjs)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
}

test.each(['src', 'nodes', 'templates', 'scripts', 'e2e'])('%s keeps to the architecture', (folder) => {
  expect(sourcesIn(folder).flatMap((path) => violationsOf(path, readFileSync(join(root, path), 'utf8')))).toEqual([])
})

describe('a violation is found', () => {
  test.each([
    ['src/graph/a.ts', "import { b } from '../compiler/b.ts'", 'graph may not import compiler'],
    ['src/graph/a.ts', "export { b } from '../compiler/b.ts'", 'graph may not import compiler'],
    ['src/graph/a.ts', "const b = await import('../compiler/b.ts')", 'graph may not import compiler'],
    ['src/graph/a.ts', "type B = import('../compiler/b.ts').B", 'graph may not import compiler'],
    ['src/store/a.ts', "import.meta.glob(['../../nodes/**/*.node.ts'])", 'store may not import nodes'],
    ['src/store/a.ts', "import { ops } from '../../nodes/ops.ts'", 'store may not import ops'],
    ['src/editor/a.tsx', "import { infer } from '../compiler/infer.ts'", 'may import types only'],
    ['src/editor/a.tsx', "import { type A, infer } from '../compiler/infer.ts'", 'may import types only'],
    ['src/studio/a.tsx', "import type * as tf from '@tensorflow/tfjs-core'", 'must not load TensorFlow.js'],
    ['nodes/layers/dense/dense.node.ts', "import * as tf from '@tensorflow/tfjs-core'", 'must not load TensorFlow.js'],
    ['src/math/a.ts', "import * as tf from '@tensorflow/tfjs'", 'a second TensorFlow.js'],
    ['src/math/a.test.ts', "import '@tensorflow/tfjs-core/dist/index.js'", 'a second TensorFlow.js'],
    ['src/compiler/a.ts', "import { useState } from 'react'", 'must not depend on React'],
    ['src/runtime/client.ts', "new Worker(new URL('./loop.ts', import.meta.url))", 'not called worker.ts'],
    ['src/runtime/client.ts', "import { a } from './worker.ts'", 'client may not import worker'],
    ['src/other/a.ts', '', 'no folder that the import table knows'],
    ['src/graph/a.ts', "export * from './b.ts'", 'export *'],
    ['src/graph/string-utils.ts', '', 'does not say what is in it'],
    ['src/graph/utils.ts', '', 'does not say what is in it'],
    ['src/graph/helpers/a.ts', '', 'does not say what is in it'],
    ['src/store/RunManager.ts', '', 'does not say what is in it'],
    ['src/graph/a.ts', 'const a = 1\n'.repeat(301), '301 lines'],
    ['src/graph/a.test.ts', 'test()\n'.repeat(401), '401 lines'],
  ])('in %s', (path, text, violation) => {
    expect(violationsOf(path, text)).toEqual([expect.stringContaining(violation)])
  })

  test.each([
    ['src/editor/a.tsx', "import type { Program } from '../compiler/program.ts'\nimport { useState } from 'react'"],
    ['src/editor/a.tsx', "import { type Program } from '../compiler/program.ts'\nimport './a.module.css'"],
    ['src/runtime/client.ts', "new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })"],
    ['src/runtime/client.ts', "import TrainingWorker from './worker.ts?worker'"],
    ['src/runtime/worker.ts', "import { ops } from '../../nodes/ops.ts'\nimport * as tf from '@tensorflow/tfjs-core'"],
    ['src/graph/a.ts', `// import { b } from '../compiler/b.ts'\nexport const a = "export * from './b.ts'"\n`],
    ['src/graph/a.ts', 'const a = 1\n'.repeat(300)],
  ])('but none in %s', (path, text) => {
    expect(violationsOf(path, text)).toEqual([])
  })
})
