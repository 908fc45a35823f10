import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { longTests } from './long-tests.mjs'

test('every listed long test exists, once', () => {
  const root = join(import.meta.dirname, '..')
  const files = ['src', 'nodes', 'templates', 'scripts', 'bench'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => `/${folder}/${file}`),
  )
  expect(longTests.map((end) => [end, files.filter((file) => file.endsWith(`/${end}`)).length])).toEqual(
    longTests.map((end) => [end, 1]),
  )
})
