import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

/** A separate repository with the script, and a stand-in for npm that records its arguments. */
const folder = mkdtempSync(join(tmpdir(), 'genloom-release-'))
const npm = join(folder, '.git/npm.mjs')
const asked = join(folder, '.git/asked')
afterAll(() => rmSync(folder, { recursive: true }))

const author = ['-c', 'user.name=Someone', '-c', 'user.email=someone@example.org']
function git(...words: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('git', [...author, ...words], { cwd: folder, encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return stdout.trim()
}

function commit(file: string, text: string): void {
  writeFileSync(join(folder, file), text)
  git('add', '.')
  git('commit', '--quiet', '--message', 'A change')
}

function release(version: string) {
  const env = { ...process.env, npm_execpath: npm, GIT_COMMITTER_NAME: 'Someone', GIT_COMMITTER_EMAIL: 'a@example.org' }
  const author = { GIT_AUTHOR_NAME: 'Someone', GIT_AUTHOR_EMAIL: 'a@example.org' }
  writeFileSync(asked, '')
  const { status, stderr } = spawnSync(process.execPath, [join(folder, 'scripts/release.mjs'), version], {
    env: { ...env, ...author },
    encoding: 'utf8',
  })
  return { status, said: stderr.trim(), asked: readFileSync(asked, 'utf8').trim().split('\n').filter(Boolean) }
}

const refused = (said: string) => ({ status: 1, said: expect.stringContaining(said), asked: [] })

beforeAll(() => {
  git('init', '--quiet', '--initial-branch', 'main')
  mkdirSync(join(folder, 'scripts'))
  cpSync(join(import.meta.dirname, 'release.mjs'), join(folder, 'scripts/release.mjs'))
  writeFileSync(
    npm,
    `import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
const words = process.argv.slice(2)
appendFileSync(${JSON.stringify(asked)}, words.join(' ') + '\\n')
if (words[0] === 'version') writeFileSync('package.json', readFileSync('package.json', 'utf8').replace('1.2.0', words[1]))
process.exitCode = existsSync('.git/failing') ? 1 : 0
`,
  )
  writeFileSync(join(folder, 'package-lock.json'), '{}')
  commit('package.json', '{ "version": "1.2.0" }')
  commit('CHANGELOG.md', '# Changelog\n\n## 1.10.0\n\n## 1.3.0\n\nThings.\n\n## 1.2.0\n\nThe first.\n')
})

test('an invalid version, or one that is not newer, is rejected', () => {
  expect(release('1.3')).toEqual(refused('received "1.3"'))
  expect(release('')).toEqual(refused('A version is three numbers'))
  expect(release('1.1.9')).toEqual(refused('1.1.9 does not come after 1.2.0.'))
})

test('a version of which the changelog says nothing is refused', () => {
  expect(release('2.0.0')).toEqual(refused('CHANGELOG.md says nothing under "## 2.0.0".'))
  expect(release('1.10.0')).toEqual(refused('CHANGELOG.md says nothing under "## 1.10.0".'))
})

test('so is what is not committed, or not on main', () => {
  writeFileSync(join(folder, 'note'), '')
  expect(release('1.3.0')).toEqual(refused('The working tree is not clean:\n?? note'))
  rmSync(join(folder, 'note'))
  git('switch', '--quiet', '--create', 'other')
  expect(release('1.3.0')).toEqual(refused('Releases are made on main, and this is other.'))
  git('switch', '--quiet', 'main')
})

test('what does not pass its tests leaves no version and no tag', () => {
  writeFileSync(join(folder, '.git/failing'), '')
  expect(release('1.3.0')).toMatchObject({
    status: 1,
    said: expect.stringContaining('npm test failed'),
    asked: ['test'],
  })
  rmSync(join(folder, '.git/failing'))
  expect([git('tag'), git('status', '--porcelain')]).toEqual(['', ''])
})

test('what holds is committed and tagged, once', () => {
  expect(release('1.3.0')).toEqual({ status: 0, said: '', asked: ['test', 'version 1.3.0 --no-git-tag-version'] })
  expect(git('log', '-1', '--format=%s %D')).toBe('Version 1.3.0 HEAD -> main, tag: v1.3.0')
  expect(JSON.parse(git('show', 'HEAD:package.json'))).toEqual({ version: '1.3.0' })
  expect(git('status', '--porcelain')).toBe('')
  expect(release('1.3.0')).toEqual(refused('v1.3.0 is already a tag.'))
})
