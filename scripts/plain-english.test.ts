import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { type Exception, findingsIn } from './plain-english/findings.ts'
import { phrases } from './plain-english/words.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Files and folders that have been rewritten. A room is added once it has no findings; none is removed. */
const rooms = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'docs',
  'assembly',
  'bench',
  'e2e',
  'scripts',
  'nodes',
  'templates',
  'src/compiler',
  'src/engine',
  'src/codegen',
  'src/graph',
  'src/share',
  'src/cli',
  'src/curves',
  'src/metrics',
  'src/protocol',
  'src/platform',
  'src/runtime',
  'src/store',
  'src/ui',
  'src/editor',
  'src/studio',
  'src/words',
]

const exceptions: readonly Exception[] = [
  ...['is told', 'whoever', 'as it is', 'so many', 'wrong use', 'mends'].map((phrase) => ({
    path: 'CONTRIBUTING.md',
    phrase,
    because: 'an example of what to avoid',
  })),
  {
    path: 'src/engine/backends/kernel-cases/shape-cases.ts',
    phrase: 'whole numbers',
    because: 'the random inputs of a kernel case depend on its name',
  },
]

function filesOf(room: string): string[] {
  if (statSync(join(root, room)).isFile()) return [room]
  return (
    readdirSync(join(root, room), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && /\.(tsx?|mjs|md)$/.test(entry.name))
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
      // The word list and this test consist of the phrases.
      .filter((path) => !path.startsWith('scripts/plain-english'))
  )
}

const textOf = (path: string): string => readFileSync(join(root, path), 'utf8')

test.each(rooms)('%s is in plain English', { timeout: 60_000 }, (room) => {
  expect(filesOf(room).flatMap((path) => findingsIn(path, textOf(path), exceptions))).toEqual([])
})

test('each exception has a reason and is needed', () => {
  for (const exception of exceptions) {
    const others = exceptions.filter((other) => other !== exception)
    expect(exception.because).toMatch(/\w \w/)
    expect(findingsIn(exception.path, textOf(exception.path), others)).toHaveLength(1)
  }
})

describe('the word list', () => {
  test('has no phrase twice, and each with what to write instead', () => {
    expect(phrases.length).toBeGreaterThan(50)
    expect(new Set(phrases.map(({ pattern }) => pattern.source)).size).toBe(phrases.length)
    for (const { instead } of phrases) expect(instead).toMatch(/\w/)
  })

  test.each([
    ['a comment', 'a.ts', 'f()\n// It is told\n', ['a.ts:2: "is told": write is reported, receives, says']],
    ['a comment over two lines', 'a.ts', '/**\n * It is\n * told once.\n */\n', ['a.ts:2: "is told"']],
    ['line comments', 'a.ts', '// It does this in\n// place of that.\n', ['a.ts:1: "in place of"']],
    ['a string', 'a.ts', "const a = 'Train so many steps.'\n", ['a.ts:1: "so many"']],
    ['a template', 'a.ts', 'const a = `it is no number`\n', ['a.ts:1: "is no n"']],
    ['text of a component', 'a.tsx', 'const a = <p>\n  Wrong whole number.\n</p>\n', ['a.tsx:2: "whole number"']],
    ['a document', 'a.md', 'One\n\ndraws of\nthe prior, `so many`\n', ['a.md:3: "draws of the prior"']],
    ['names in code', 'a.ts', 'const whoever = anew.told(nobody)\n', []],
    ['ordinary words', 'a.md', 'There is no file; there are none. It is no longer used, as before.\n', []],
  ])('is applied to %s', (_what, path, text, expected) => {
    const found = findingsIn(path, text, [])
    expect(found).toHaveLength(expected.length)
    for (const [index, start] of expected.entries()) expect(found[index]?.startsWith(start)).toBe(true)
  })

  test('leaves an exception', () => {
    const exception = { path: 'a.md', phrase: 'so many', because: 'a quotation' }
    expect(findingsIn('a.md', 'so many, so many', [exception])).toEqual([])
    expect(findingsIn('b.md', 'so many', [exception])).toHaveLength(1)
  })
})
