import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import { readBytes } from '../../cli/files.ts'
import { testFolder } from '../../cli/fixtures/test-folder.ts'
import { inBytes } from '../text/in-bytes.ts'
import { smallDisk } from './fixtures/small-disk.ts'
import { prepareFolder } from './folder.ts'
import { FileError } from './refusal.ts'
import { ElsewhereError, type FileToWrite, writeTogether } from './together.ts'
import { writeWhole } from './whole-file.ts'

const at = testFolder()
const file = at('file', 'text')
mkdirSync(at('folder'))
const long = at('x'.repeat(300))
const isRoot = process.getuid?.() === 0
const disk = smallDisk(256)

const messageOf = (outcome: Promise<unknown>) =>
  outcome.then(
    () => undefined,
    (error: unknown) => error instanceof FileError && error.message,
  )

test.each([
  ['below a file', () => writeWhole(`${file}/a.npy`, ''), `${file}/a.npy cannot be written: ${file} is a file`],
  ['far below a file', () => writeWhole(`${file}/a/b/c`, ''), `${file}/a/b/c cannot be written: ${file} is a file`],
  ['a folder', () => writeWhole(at('folder'), ''), `${at('folder')} cannot be written: it is a folder, not a file.`],
  ['a long name', () => writeWhole(long, ''), `${long} cannot be written: its name is too long.`],
  ['a file as a folder', () => prepareFolder(file), `${file} cannot be written to: it is a file, not a folder.`],
  ['a folder below it', () => prepareFolder(`${file}/a`), `${file}/a cannot be written to: ${file} is a file, not a`],
  ['reading a folder', () => readBytes(at('folder')), `${at('folder')} cannot be read: it is a folder, not a file.`],
  ['reading nothing', () => readBytes(at('none')), `${at('none')} cannot be read: there is no such place.`],
])('%s is refused in a sentence', async (_, attempt, message) => {
  expect(await messageOf(attempt())).toContain(message)
  expect(readdirSync(at('')).filter((name) => name.endsWith('.part'))).toEqual([])
})

test.runIf(existsSync('/proc/self'))('an existing folder in which nothing can be created is itself named', async () => {
  expect(await messageOf(prepareFolder('/proc'))).toBe('/proc cannot be written to: nothing can be made in it.')
})

test.runIf(existsSync('/proc/self')).each(['/proc/x', '/proc/x/y/z', '/proc/self/x'])(
  '%s, where nothing can be made, is refused at once',
  async (folder) => {
    expect(await messageOf(prepareFolder(folder))).toMatch(/^\/proc\S+ cannot be written to: /)
    expect(await messageOf(writeWhole(`${folder}/a`, ''))).toMatch(/^\/proc\S+\/a cannot be written: /)
  },
)

test.skipIf(isRoot)('a folder without permission is refused before there is anything to write', async () => {
  mkdirSync(at('closed'))
  chmodSync(at('closed'), 0o500)
  expect(await messageOf(prepareFolder(at('closed')))).toContain('permission is missing')
  expect(await messageOf(writeWhole(at('closed/a'), ''))).toContain('permission is missing')
})

test('folders that are missing are made', async () => {
  await prepareFolder(at('new/folder'))
  await writeWhole(at('other/new/folder/a'), 'text')
  expect([existsSync(at('new/folder')), existsSync(at('other/new/folder/a'))]).toEqual([true, true])
  expect(readdirSync(at('new/folder'))).toEqual([])
})

test('more than there is room for is refused with both numbers', async () => {
  expect(await messageOf(prepareFolder(at('large'), 2 ** 70))).toMatch(
    /large has room for [\d.]+ [kMGT]B, but what is to be written there takes about 1180000000 TB\.$/,
  )
  expect([0, 999, 1000, 12_345_678].map(inBytes)).toEqual(['0 bytes', '999 bytes', '1 kB', '12.3 MB'])
})

test('a file that is replaced keeps its permissions, and its place behind a link', async () => {
  const script = at('script', 'old')
  chmodSync(script, 0o750)
  symlinkSync(script, at('link'))
  await writeWhole(at('link'), 'new')
  expect(lstatSync(at('link')).isSymbolicLink()).toBe(true)
  expect([readFileSync(script, 'utf8'), statSync(script).mode & 0o777]).toEqual(['new', 0o750])
})

test('the replaced file is kept on request', async () => {
  const keepAs = 'kept.before'
  for (const text of ['first', 'second', 'third']) await writeWhole(at('kept'), text, { keepAs })
  expect([at('kept'), at(keepAs)].map((path) => readFileSync(path, 'utf8'))).toEqual(['third', 'second'])
})

test('a pipe takes what it is given, and stays a pipe', async () => {
  const pipe = at('pipe')
  if (spawnSync('mkfifo', [pipe]).status !== 0) return
  const [read] = await Promise.all([readBytes(pipe), writeWhole(pipe, 'through')])
  expect(new TextDecoder().decode(read)).toBe('through')
  expect(lstatSync(pipe).isFIFO()).toBe(true)
})

test.runIf(disk)('on a full disk a file is complete or unchanged, and nothing is left beside it', async () => {
  const path = `${disk}/weights`
  await writeWhole(path, 'x'.repeat(100_000))
  expect(await messageOf(writeWhole(path, 'y'.repeat(300_000)))).toBe(`${path} cannot be written: the disk is full.`)
  expect(readFileSync(path, 'utf8')).toBe('x'.repeat(100_000))
  expect(readdirSync(`${disk}`)).toEqual(['weights'])
  expect(await messageOf(prepareFolder(`${disk}/run`, 200_000))).toMatch(
    /has room for 1\d\d kB, but .* about 200 kB\.$/,
  )
})

describe('files that belong together', () => {
  const files: readonly FileToWrite[] = [
    { path: 'a', content: 'first' },
    { path: 'below/b', content: Uint8Array.of(1, 2) },
  ]
  const expectAll = (folder: string) => {
    expect(readFileSync(`${folder}/a`, 'utf8')).toBe('first')
    expect([...readFileSync(`${folder}/below/b`)]).toEqual([1, 2])
  }
  const expectElsewhere = async (folder: string, reason: string) => {
    const error: unknown = await writeTogether(folder, files).catch((cause) => cause)
    if (!(error instanceof ElsewhereError)) throw error
    expect(error.message).toBe(`${reason} All that should have been written lies in ${error.elsewhere} instead.`)
    expectAll(error.elsewhere)
    rmSync(error.elsewhere, { recursive: true })
  }

  test('are written where they were wanted', async () => {
    await writeTogether(at('together'), files)
    expectAll(at('together'))
  })

  test('are all in the temporary folder when one of them cannot be written', async () => {
    mkdirSync(at('spoilt/below/b'), { recursive: true })
    await expectElsewhere(at('spoilt'), `${at('spoilt/below/b')} cannot be written: it is a folder, not a file.`)
  })

  test('and when that takes them as little, both reasons are given', async () => {
    vi.stubEnv('TMPDIR', at('no/such/place'))
    expect(await messageOf(writeTogether(file, files))).toMatch(
      /a cannot be written: .* is a file, not a folder\. Nor does the temporary folder take it: .*no such file/,
    )
    vi.unstubAllEnvs()
  })

  test.runIf(disk)('so on a disk that is full', async () => {
    const fill = (name: number) => messageOf(writeWhole(`${disk}/${name}`, 'x'.repeat(4096)))
    let count = 0
    while ((await fill(count)) === undefined) count++
    expect(count).toBeGreaterThan(0)
    await expectElsewhere(`${disk}`, `${disk}/a cannot be written: the disk is full.`)
  })
})
