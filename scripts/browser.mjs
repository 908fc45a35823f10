// Finds a Chromium for the end-to-end tests, installing one only when the machine has none. Run it to do so and
// print the path. CHROMIUM_PATH or CHROME_PATH names one to use instead.
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
const advice = 'No Chromium found. Install Chromium or Chrome, or set CHROMIUM_PATH to its executable.'

/**
 * The browser that is already there.
 * @returns {Promise<string | undefined>} its executable's path
 * @throws {Error} when CHROMIUM_PATH or CHROME_PATH names a file that cannot be executed
 */
export async function findBrowser() {
  return fromEnvironment() ?? (await fromPlaywright()) ?? fromMachine()
}

/**
 * The browser that is there, or else one installed now.
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
    return path
  }
  return undefined
}

async function fromPlaywright() {
  const { chromium } = await import('@playwright/test')
  const path = chromium.executablePath()
  return path && isExecutable(path) ? path : undefined
}

function fromMachine() {
  const extension = process.platform === 'win32' ? '.exe' : ''
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name + extension)))
  return [...onPath, ...usualPlaces()].find(isExecutable)
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

function installWithPlaywright() {
  console.error('No Chromium found; asking Playwright to download one ...')
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
