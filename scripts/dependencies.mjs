// What every entry script needs before it may import a package: a supported Node.js and installed dependencies.
// Only Node built-ins here, because nothing else can be assumed to exist yet.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's root folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/**
 * Runs a command in the repository's root with its output shown.
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env] variables added to the present environment
 * @returns {number} the exit code; 1 when the command could not be started
 */
export function run(command, args, env = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } })
  if (result.error) console.error(`${command}: ${result.error.message}`)
  return result.status ?? 1
}

/**
 * Runs the JavaScript file of an installed package's command, without npx, so that signals reach it directly.
 * @param {string} file path below node_modules
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
export function runTool(file, args, env = {}) {
  return run(process.execPath, [join(root, 'node_modules', file), ...args], env)
}

/** Ends the process with a plain sentence when this Node.js is older than package.json's engines. */
export function requireNode() {
  const range = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).engines.node
  const [major = 0, minor = 0] = range.replace('>=', '').split('.').map(Number)
  const [ownMajor = 0, ownMinor = 0] = process.versions.node.split('.').map(Number)
  if (ownMajor > major || (ownMajor === major && ownMinor >= minor)) return
  console.error(
    `Genloom needs Node.js ${range}, and this is ${process.versions.node}. Install a newer one: https://nodejs.org`,
  )
  process.exit(1)
}

/** Installs what package-lock.json lists, if that is not what node_modules holds. */
export function requireDependencies() {
  if (dependenciesAreCurrent()) return
  console.log('Installing dependencies (npm ci) ...')
  const npm = process.env.npm_execpath
  const code = npm ? run(process.execPath, [npm, 'ci']) : runNpmFromPath()
  if (code === 0) return
  console.error('Installing the dependencies failed; see the message of npm above.')
  process.exit(code)
}

function runNpmFromPath() {
  // On Windows npm is a .cmd file, which only a shell can start.
  const result = spawnSync('npm ci', { cwd: root, stdio: 'inherit', shell: true })
  return result.status ?? 1
}

// npm writes what it installed to node_modules/.package-lock.json. Versions are compared instead of file times,
// which a fresh checkout would make meaningless.
function dependenciesAreCurrent() {
  const installedFile = join(root, 'node_modules/.package-lock.json')
  if (!existsSync(installedFile)) return false
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages
  return Object.keys(wanted).every((path) => {
    if (path === '') return true
    const { version, optional, peer } = wanted[path]
    return installed[path] ? installed[path].version === version : Boolean(optional || peer)
  })
}

/**
 * Writes the built-in data sets that are made by a script instead of being kept in the repository.
 * @returns {number} the exit code
 */
export function requireDataFiles() {
  return run(process.execPath, [join(root, 'scripts/build-data.mjs')])
}
