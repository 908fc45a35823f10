// Finds a Chromium that starts for the end-to-end tests, installing one only when the machine has none. Run it to do so and
// print the path. CHROMIUM_PATH or CHROME_PATH names one to use instead.
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { run, runTool } from './dependencies.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge']
const macPaths = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
]
const windowsPaths = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe']
const advice = 'No Chromium that starts was found. Install Chromium or Chrome, or set CHROMIUM_PATH to its executable.'

/**
 * The browser that is already there and starts.
 * @returns {Promise<string | undefined>} its executable's path
 * @throws {Error} when CHROMIUM_PATH or CHROME_PATH names a file that cannot be executed or does not start
 */
export async function findBrowser() {
  return fromEnvironment() ?? (await fromPlaywright()) ?? fromMachine()
}

/** An installed browser, or else one installed now.
 * @returns {Promise<string>} its executable's path
 * @throws {Error} when none is found and none could be installed
 */
export async function requireBrowser() {
  const found = await findBrowser()
  if (found) return found
  for (const install of [installWithPlaywright, installWithApt]) {
    install()
    const installed = await findBrowser()
    if (installed) return installed
  }
  throw new Error(advice)
}

function fromEnvironment() {
  for (const name of ['CHROMIUM_PATH', 'CHROME_PATH']) {
    const path = process.env[name]
    if (!path) continue
    if (!isExecutable(path)) throw new Error(`${name} is ${path}, which is not an executable file.`)
    const fault = faultOf(path)
    if (fault !== undefined) throw new Error(`${name} is ${path}, which does not start: ${fault}`)
    return path
  }
  return undefined
}

async function fromPlaywright() {
  const { chromium } = await import('@playwright/test')
  const path = chromium.executablePath()
  return path && isExecutable(path) && starts(path) ? path : undefined
}

function fromMachine() {
  const extension = process.platform === 'win32' ? '.exe' : ''
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name + extension)))
  return [...onPath, ...usualPlaces()].find((path) => isExecutable(path) && starts(path))
}

function usualPlaces() {
  if (process.platform === 'darwin') return macPaths
  if (process.platform !== 'win32') return []
  const roots = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
  return roots.flatMap((folder) => (folder ? windowsPaths.map((path) => join(folder, path)) : []))
}

/** @param {string} path */
function isExecutable(path) {
  if (!existsSync(path)) return false
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** @param {string} path */
function starts(path) {
  const fault = faultOf(path)
  if (fault !== undefined) console.error(`${path} does not start: ${fault}`)
  return fault === undefined
}

/**
 * Why an executable does not start. On Linux a browser that was unpacked, not installed, may lack libraries of the system;
 * elsewhere it brings its own, and asking for the version would open a window.
 * @param {string} path
 * @returns {string | undefined} `undefined` when it starts
 */
function faultOf(path) {
  if (process.platform !== 'linux') return undefined
  const { status, error, stderr } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 30_000 })
  if (status === 0) return undefined
  return error?.message ?? (stderr.trim().split('\n')[0] || `exit status ${status}`)
}

function installWithPlaywright() {
  console.error('No Chromium that starts was found; asking Playwright to download one ...')
  runTool('@playwright/test/cli.js', ['install', 'chromium'])
}

function installWithApt() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  console.error('Installing the Debian package chromium ...')
  const quiet = { DEBIAN_FRONTEND: 'noninteractive' }
  if (run('apt-get', ['update', '-qq'], quiet) === 0) {
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], quiet)
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    console.log(await requireBrowser())
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
