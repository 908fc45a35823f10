import { chmodSync, existsSync, mkdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { prepareFolder, readBytes, writeOutput } from './files.ts'
import { testFolder } from './fixtures/test-folder.ts'

const at = testFolder()
const file = at('file', 'text')
mkdirSync(at('folder'))
const long = at('x'.repeat(300))
const isRoot = process.getuid?.() === 0

const messageOf = (outcome: Promise<unknown>) =>
  outcome.then(
    () => undefined,
    (error: unknown) => error instanceof Error && error.message,
  )

test.each([
  ['below a file', () => writeOutput(`${file}/a.npy`, ''), `${file}/a.npy cannot be written: ${file} is a file`],
  ['far below a file', () => writeOutput(`${file}/a/b/c`, ''), `${file}/a/b/c cannot be written: ${file} is a file`],
  ['a folder', () => writeOutput(at('folder'), ''), `${at('folder')} cannot be written: it is a folder, not a file.`],
  ['a long name', () => writeOutput(long, ''), `${long} cannot be written: its name is too long.`],
  ['a file as a folder', () => prepareFolder(file), `${file} cannot be written to: it is a file, not a folder.`],
  ['a folder below it', () => prepareFolder(`${file}/a`), `${file}/a cannot be written to: ${file} is a file, not a`],
  ['reading a folder', () => readBytes(at('folder')), `${at('folder')} cannot be read: it is a folder, not a file.`],
  ['reading nothing', () => readBytes(at('none')), `${at('none')} cannot be read: there is no such place.`],
])('%s is refused in a sentence', async (_, attempt, message) => {
  expect(await messageOf(attempt())).toContain(message)
})

test.skipIf(isRoot)('a folder without permission is refused before there is anything to write', async () => {
  mkdirSync(at('closed'))
  chmodSync(at('closed'), 0o500)
  expect(await messageOf(prepareFolder(at('closed')))).toContain('permission is missing')
  expect(await messageOf(writeOutput(at('closed/a'), ''))).toContain('permission is missing')
})

test('folders that are missing are made', async () => {
  await prepareFolder(at('new/folder'))
  await writeOutput(at('other/new/folder/a'), 'text')
  expect([existsSync(at('new/folder')), existsSync(at('other/new/folder/a'))]).toEqual([true, true])
})
