// What is for development alone is in no build.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from './test.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const textOf = (...path: readonly string[]) => readFileSync(join(root, ...path), 'utf8')

/** Words of the debug overlay and of the times that the worker tells it, with the sources that they are in. */
const traces = [
  ['No Program: the graph is not complete.', 'src/studio/debug/DebugPanel.tsx'],
  ['genloom phase times', 'src/protocol/phase-times.ts'],
] as const

test('the debug overlay is in no file of the build', () => {
  for (const [words, source] of traces) expect(textOf(source)).toContain(words)
  const files = readdirSync(join(root, 'dist'), { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.(js|css|html)$/.test(file),
  )
  expect(files.length).toBeGreaterThan(10)
  const found = files.filter((file) => traces.some(([words]) => textOf('dist', file).includes(words)))
  expect(found).toEqual([])
})
