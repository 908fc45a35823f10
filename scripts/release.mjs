// npm run release -- X.Y.Z: sets the version, commits and tags it, once everything holds. Publishes nothing.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const [version = ''] = process.argv.slice(2)

/** @type {(sentence: string) => never} */
function refuse(sentence) {
  console.error(sentence)
  process.exit(1)
}

/** @param {...string} words */
function git(...words) {
  const { status, stdout, stderr } = spawnSync('git', words, { cwd: root, encoding: 'utf8' })
  return status === 0 ? stdout.trim() : refuse(`git ${words.join(' ')}: ${stderr.trim()}`)
}

/**
 * npm from within npm, which on Windows is not a program that can be started by its name.
 * @param {...string} words
 */
function npm(...words) {
  const { npm_execpath: path } = process.env
  if (!path) return refuse('Start this with npm: npm run release -- X.Y.Z')
  const { status } = spawnSync(process.execPath, [path, ...words], { cwd: root, stdio: 'inherit' })
  if (status !== 0) refuse(`npm ${words.join(' ')} failed; nothing was released.`)
}

/** @param {string} text */
const numbersOf = (text) => text.split('.').map(Number)

/**
 * @param {string} a
 * @param {string} b
 */
function isAfter(a, b) {
  const [left, right] = [numbersOf(a), numbersOf(b)]
  const place = left.findIndex((number, i) => number !== right[i])
  return place >= 0 && (left[place] ?? 0) > (right[place] ?? 0)
}

/** The changelog's section for the version. */
function changes() {
  const sections = readFileSync(join(root, 'CHANGELOG.md'), 'utf8').split(/^## /m)
  const section = sections.find((one) => one.split('\n', 1)[0]?.trim() === version)
  return section?.slice(version.length).trim()
}

if (!/^\d+\.\d+\.\d+$/.test(version)) refuse(`A version is three numbers, as in 1.2.0; received "${version}".`)
/** @type {{ version: string }} */
const { version: present } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const tag = `v${version}`
if (git('tag', '--list', tag)) refuse(`${tag} is already a tag.`)
if (version !== present && !isAfter(version, present)) refuse(`${version} does not come after ${present}.`)
const branch = git('branch', '--show-current')
if (branch !== 'main') refuse(`Releases are made on main, and this is ${branch || 'no branch'}.`)
const unclean = git('status', '--porcelain')
if (unclean) refuse(`The working tree is not clean:\n${unclean}`)
if (!changes()) refuse(`CHANGELOG.md says nothing under "## ${version}".`)

npm('test')
// The first release is of the version that package.json has from the start.
if (version !== present) {
  npm('version', version, '--no-git-tag-version')
  git('commit', '--quiet', '--message', `Version ${version}`, 'package.json', 'package-lock.json')
}
git('tag', '--annotate', tag, '--message', `Version ${version}`)
console.log(`${tag} is tagged. To publish it: git push --follow-tags`)
