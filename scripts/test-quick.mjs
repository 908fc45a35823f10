// npm run test:quick: format, types, and the tests affected by changes since main, except for the long ones.
import { spawnSync } from 'node:child_process'
import { requireDataFiles, requireDependencies, requireNode, root, runTool } from './dependencies.mjs'
import { longTests } from './long-tests.mjs'
import { checks, runInLanes } from './steps.mjs'

requireNode()
requireDependencies()

/** @param {...string} words */
function git(...words) {
  const { status, stdout } = spawnSync('git', words, { cwd: root, encoding: 'utf8' })
  return status === 0 ? stdout.trim() : undefined
}

/** Where this branch left main; on main itself what is not committed counts. */
const base = git('merge-base', 'HEAD', 'main') ?? git('merge-base', 'HEAD', 'origin/main') ?? 'HEAD'
const changed = [git('diff', '--name-only', base), git('ls-files', '--others', '--exclude-standard')]
  .flatMap((lines) => lines?.split('\n') ?? [])
  .filter(Boolean)
const leftOut = longTests.filter((end) => !changed.some((file) => `/${file}`.endsWith(`/${end}`)))

const failures = await runInLanes([[checks.types], [checks.lint]])
const dataCode = requireDataFiles()
console.log(`\n=== Tests of ${changed.length} changed files (Vitest) ===`)
const words = ['run', '--changed', base, '--passWithNoTests', ...leftOut.flatMap((end) => ['--exclude', `**/${end}`])]
const code = runTool('vitest/vitest.mjs', words)
for (const { heading } of failures) console.error(`Failed: ${heading}`)
console.log('Long tests, components and journeys are in npm test.')
process.exitCode = failures[0]?.code ?? (dataCode || code)
