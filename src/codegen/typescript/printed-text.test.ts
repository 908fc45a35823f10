import { readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import * as fc from 'fast-check'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { ops } from '../../../nodes/ops.ts'
import { carryFiles, projectPathOf, relativePath } from '../carried/carried-files.ts'
import { loadSources } from '../carried/load-sources.ts'
import { Names } from '../plan/names.ts'
import { findOp } from '../plan/op-source.ts'
import { printComment, printJson, printMember, printString } from './literals.ts'
import { packageVersions } from './package-versions.ts'
import { packageName } from './print-package.ts'
import { reservedWords } from './reserved-words.ts'

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '*/ exit() /*',
    "'; exit(); '",
    `\`\${exit()}\``,
    '\\',
    '\u2028',
    '\u2029',
    '\r\n',
    '// x',
    '\u0000',
    '\ud800',
  ),
)

describe('what the user typed', () => {
  test('is the same text as a string literal of one line', () => {
    const property = fc.property(anyText, (text) => {
      const literal = printString(text)
      expect(literal).not.toMatch(/[\n\r\u2028\u2029]/)
      expect(runInNewContext(literal)).toBe(text)
    })
    expect(fc.check(property)).toMatchObject({ failed: false })
  })

  test('cannot leave a comment', () => {
    const property = fc.property(fc.array(anyText, { minLength: 1, maxLength: 3 }), (lines) => {
      const file = ts.createSourceFile('a.ts', printComment(lines), ts.ScriptTarget.Latest)
      expect(file.statements).toHaveLength(0)
      expect(file.text.indexOf('*/')).toBe(file.text.length - 2)
    })
    expect(fc.check(property)).toMatchObject({ failed: false })
  })

  test('is the same value as a JSON literal', () => {
    const prototypes = fc.dictionary(fc.constantFrom('__proto__', 'constructor', 'a'), fc.integer())
    const property = fc.property(fc.oneof(fc.jsonValue(), prototypes), (value) => {
      const json = JSON.parse(JSON.stringify(value))
      expect(JSON.stringify(runInNewContext(`(${printJson(json)})`))).toBe(JSON.stringify(json))
    })
    expect(fc.check(property)).toMatchObject({ failed: false })
  })

  test.each([
    ['VAE on digits', 'vae-on-digits'],
    ['../../x', 'x'],
    ['Übung 2!', 'u-bung-2'],
    ['数字', 'model'],
    ['', 'model'],
  ])('%j becomes a package name', (title, name) => {
    expect(packageName(title)).toBe(name)
  })
})

test('members', () => {
  expect(printMember('a', 'b')).toBe('a.b')
  expect(printMember('a', "b/c'")).toBe("a['b/c\\'']")
})

test('names are given out once, and never a reserved one', () => {
  const outer = new Names(reservedWords)
  expect(outer.take('dense')).toBe('dense')
  const inner = outer.inner()
  expect(inner.take('class', 'className')).toBe('className')
  expect(inner.take('dense', 'denseOutput')).toBe('denseOutput')
  expect(inner.take('dense', 'denseOutput')).toBe('denseOutput2')
  expect(inner.take('weights')).toBe('weights2')
  expect(outer.take('denseOutput')).toBe('denseOutput')
})

describe('ops are found in the sources', () => {
  test('for every node kind with an op', async () => {
    const sources = await loadSources()
    for (const [kind, op] of Object.entries(ops)) {
      const { path, exported } = findOp(kind, sources)
      const text = readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')
      expect(sources[path]).toBe(text)
      const declarations = typeof op === 'function' ? ['function ', 'const '] : ['const ']
      expect(
        declarations.some((start) => text.includes(`export ${start}${exported}`)),
        kind,
      ).toBe(true)
    }
  })

  test('and a missing one is an error', () => {
    expect(() => findOp('layers/my-op', {})).toThrow('There is no source nodes/layers/my-op/my-op.op.ts')
  })
})

describe('carried files', () => {
  const sources = {
    'nodes/layers/a/a.op.ts':
      "import * as tf from '@tensorflow/tfjs-core'\nimport { b } from '../../../src/engine/math/deep/b.ts'\n",
    'nodes/flows/a/a.op.ts': '',
    'src/engine/math/deep/b.ts': "import type { C } from '../c.ts'\nexport { d } from '../../data/d.ts'\n",
    'src/engine/math/c.ts': "import './deep/b.ts'\n",
    'src/engine/data/d.ts': '',
    'src/engine/math/heavy.ts': "import { x } from 'valibot'\n",
    'src/store/e.ts': '',
  }

  test('come with everything they import, with adapted paths', () => {
    expect(carryFiles(['nodes/layers/a/a.op.ts'], sources)).toEqual([
      {
        path: 'ops/a.ts',
        text: "import * as tf from '@tensorflow/tfjs'\nimport { b } from '../engine/math/deep/b.ts'\n",
      },
      { path: 'engine/data/d.ts', text: '' },
      { path: 'engine/math/c.ts', text: "import './deep/b.ts'\n" },
      {
        path: 'engine/math/deep/b.ts',
        text: "import type { C } from '../c.ts'\nexport { d } from '../../data/d.ts'\n",
      },
    ])
  })

  test.each<[string, string[], RegExp]>([
    ['another package', ['src/engine/math/heavy.ts'], /imports valibot/],
    ['a missing file', ['src/engine/math/gone.ts'], /no source src\/engine\/math\/gone\.ts/],
    ['two files in one place', ['nodes/layers/a/a.op.ts', 'nodes/flows/a/a.op.ts'], /both lie at ops\/a\.ts/],
    ['a file without a place', ['src/store/e.ts'], /has no place/],
  ])('%s is rejected', (_, roots, reason) => {
    expect(() => carryFiles(roots, sources)).toThrow(reason)
  })

  test.each([
    ['a.ts', 'b.ts', './b.ts'],
    ['x/a.ts', 'x/y/b.ts', './y/b.ts'],
    ['x/y/a.ts', 'x/b.ts', '../b.ts'],
    ['x/a.ts', 'y/b.ts', '../y/b.ts'],
  ])('from %s to %s', (from, to, specifier) => {
    expect(relativePath(from, to)).toBe(specifier)
  })

  test('the engine keeps its folders', () => {
    expect(projectPathOf('src/engine/backends/wasm-kernels/convolution/a.ts')).toBe(
      'engine/backends/wasm-kernels/convolution/a.ts',
    )
  })
})

test('a project depends on the releases that this one was tested with', () => {
  const { devDependencies, peerDependencies } = JSON.parse(
    readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
  )
  expect(devDependencies).toMatchObject({
    '@tensorflow/tfjs': packageVersions.tensorflow,
    typescript: packageVersions.typescript,
    '@types/node': packageVersions.nodeTypes,
  })
  expect(peerDependencies).toEqual({ webgpu: packageVersions.webgpu })
})
