// The steps of npm test and npm run test:quick that need nothing of each other: several at the same time, each shown when it ends.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from './dependencies.mjs'

/** @typedef {{ heading: string, file: string, args: readonly string[] }} Step the JavaScript file of an installed package's command */

/** @type {Record<'lint' | 'types' | 'unused' | 'build', Step>} */
export const checks = {
  lint: {
    heading: 'Format and lint (Biome)',
    file: '@biomejs/biome/bin/biome',
    args: ['check', '--error-on-warnings'],
  },
  types: { heading: 'Types (TypeScript)', file: 'typescript/bin/tsc', args: [] },
  unused: { heading: 'Unused code and dependencies (Knip)', file: 'knip/bin/knip.js', args: [] },
  build: { heading: 'Build (Vite)', file: 'vite/bin/vite.js', args: ['build'] },
}

/**
 * Runs lanes beside each other and the steps of a lane in order. A lane ends at its first step that fails.
 * @param {readonly (readonly Step[])[]} lanes
 * @returns {Promise<{ heading: string, code: number }[]>} the steps that failed
 */
export async function runInLanes(lanes) {
  const failures = await Promise.all(lanes.map(runLane))
  return failures.flat()
}

/** @param {readonly Step[]} lane */
async function runLane(lane) {
  for (const { heading, file, args } of lane) {
    const { code, output } = await runQuietly(file, args)
    console.log(`\n=== ${heading} ===\n${output.trimEnd()}`)
    if (code !== 0) return [{ heading, code }]
  }
  return []
}

/**
 * @param {string} file
 * @param {readonly string[]} args
 * @returns {Promise<{ code: number, output: string }>}
 */
function runQuietly(file, args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, 'node_modules', file), ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (text) => {
        output += text
      })
    }
    child.on('error', (error) => resolve({ code: 1, output: `${output}${error.message}` }))
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}
