// WebGPU for Node.js: the npm package `webgpu` (Google's Dawn), in a separate folder, because it is large and only tests and
// benchmarks want it. Tests compute with it in software, by the Vulkan driver that comes with a Chromium.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findBrowser } from './browser.mjs'
import { root } from './dependencies.mjs'

// Above the bundles of the benchmark and of the command line, which so find it.
const folder = join(root, 'node_modules/.cache/genloom')
const packages = join(folder, 'node_modules')

/** Fetches the package if it is missing.
 * @returns {boolean} whether it exists now
 */
export function requireDawn() {
  if (existsSync(join(packages, 'webgpu'))) return true
  const { webgpu } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).peerDependencies
  console.error(`Fetching the npm package webgpu ${webgpu} ...`)
  mkdirSync(folder, { recursive: true })
  const words = ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', `webgpu@${webgpu}`]
  const shell = process.platform === 'win32'
  return spawnSync('npm', words, { stdio: ['ignore', 'ignore', 'inherit'], shell }).status === 0
}

/**
 * Variables for a process that is to compute on WebGPU without a graphics card.
 * @returns {Promise<Record<string, string> | undefined>} nothing where the package or a driver is missing
 */
export async function softwareWebGpu() {
  if (!existsSync(join(packages, 'webgpu'))) return undefined
  const found = { NODE_PATH: packages, ...(await softwareDriver()) }
  return hasAdapter(found) ? found : undefined
}

/** Elsewhere than on Linux the system has a driver. */
async function softwareDriver() {
  if (process.platform !== 'linux') return {}
  const browser = await findBrowser()
  const folder = browser && foldersOf(browser).find((one) => existsSync(join(one, manifest)))
  return folder ? { VK_DRIVER_FILES: join(folder, manifest), LD_LIBRARY_PATH: folder } : {}
}

const manifest = 'vk_swiftshader_icd.json'

/**
 * Debian's /usr/bin/chromium is a script, and the browser lies elsewhere.
 * @param {string} browser
 */
const foldersOf = (browser) => [dirname(realpathSync(browser)), '/usr/lib/chromium', '/usr/lib/chromium-browser']

const question = `
const { create, globals } = require('webgpu')
Object.assign(globalThis, globals)
create([]).requestAdapter().then((adapter) => process.exit(adapter ? 0 : 1), () => process.exit(1))
`

/** @param {Record<string, string>} environment */
function hasAdapter(environment) {
  const env = { ...process.env, ...environment }
  return spawnSync(process.execPath, ['-e', question], { env, stdio: 'ignore', timeout: 30_000 }).status === 0
}
