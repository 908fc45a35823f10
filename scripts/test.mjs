// npm test: everything that must hold, in order, ending at the first step that fails. The last line counts the tests.
// With --full, as npm run test:full gives it, the tests that take too long for that are run, too: scripts/full-tests.ts.
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { requireDataFiles, requireDependencies, requireNode, root, run, runTool } from './dependencies.mjs'
import { checks, runInLanes } from './steps.mjs'

const isFull = process.argv.includes('--full')
if (isFull) process.env.GENLOOM_TESTS = 'full'

requireNode()
requireDependencies()
const { requireBrowser } = await import('./browser.mjs')
const { requireDawn, softwareWebGpu } = await import('./webgpu-for-node.mjs')

const reports = join(root, 'node_modules/.cache/genloom/reports')
const unitReport = join(reports, 'unit.json')
const componentReport = join(reports, 'components.json')
const journeyReport = join(reports, 'journeys.json')
rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })

const total = { passed: 0, failed: 0 }

/** @typedef {[heading: string, step: () => number | Promise<number>]} Step */

/** From a new seed, unlike in the unit tests. @type {Step} */
const fuzzing = [
  'Fuzzing for ten minutes',
  () => run(process.execPath, [join(root, 'scripts/fuzz.mjs'), '--minutes', '10']),
]

/** @type {Step[]} */
const steps = [
  ['Data files', requireDataFiles],
  ['Format, types, unused code and the build', runChecks],
  ['Browser', findBrowserForTests],
  ['WebGPU for Node.js', findWebGpuForTests],
  ['Unit tests (Vitest)', runUnitTests],
  ['Components in a browser (Vitest)', runComponentTests],
  ...(isFull ? [fuzzing] : []),
  ['Journeys in a browser (Playwright)', runJourneys],
]

for (const [heading, step] of steps) {
  console.log(`\n=== ${heading} ===`)
  const code = await step()
  if (code === 0) continue
  console.error(`\nFailed at: ${heading}`)
  total.failed = Math.max(total.failed, 1) // a failed check counts as one, so that the last line never reads as success
  process.exitCode = code
  break
}
console.log(`\n${total.passed} passed, ${total.failed} failed`)

async function runChecks() {
  const failures = await runInLanes([[checks.types], [checks.lint, checks.unused, checks.build]])
  for (const { heading } of failures) console.error(`\nFailed: ${heading}`)
  return failures[0]?.code ?? 0
}

function runUnitTests() {
  return runVitest(unitReport, [])
}

function runComponentTests() {
  return runVitest(componentReport, ['--config', 'vite.components.config.ts'])
}

/**
 * @param {string} reportFile
 * @param {string[]} args
 */
function runVitest(reportFile, args) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`]
  const code = runTool('vitest/vitest.mjs', ['run', ...args, ...reporters])
  const report = readReport(reportFile)
  if (!report) return code || 1
  count(report.numPassedTests, report.numFailedTests)
  return code
}

function runJourneys() {
  const args = ['test', '--config', 'e2e/playwright.config.ts', '--reporter=list,json']
  const code = runTool('@playwright/test/cli.js', args, { PLAYWRIGHT_JSON_OUTPUT_FILE: journeyReport })
  const report = readReport(journeyReport)
  if (!report) return code || 1
  count(report.stats.expected, report.stats.unexpected + report.stats.flaky)
  return code
}

async function findBrowserForTests() {
  try {
    console.log(await requireBrowser())
    return 0
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return 1
  }
}

/** Without it the tests that need it are skipped, because neither the package nor the driver is available everywhere. */
async function findWebGpuForTests() {
  const found = requireDawn() ? await softwareWebGpu() : undefined
  console.log(found ? Object.values(found).join('\n') : 'None: exported projects are not tried on WebGPU.')
  return 0
}

/**
 * @param {number} passed
 * @param {number} failed
 */
function count(passed, failed) {
  total.passed += passed
  total.failed += failed
}

/** @param {string} file */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    console.error(`The test runner left no report at ${file}.`)
    return undefined
  }
}
