import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'genloom-browsers-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** An executable as a browser that lacks a library, or one that starts. */
function browser(path: string, isWhole: boolean): string {
  mkdirSync(dirname(path), { recursive: true })
  const lacking = 'echo "error while loading shared libraries: libnspr4.so" >&2; exit 127'
  writeFileSync(path, `#!/bin/sh\n${isWhole ? 'echo Chromium 1' : lacking}\n`)
  chmodSync(path, 0o755)
  return path
}

/** Runs a line of JavaScript where only these browsers can be found. */
function evaluate(line: string, path: string, env: Record<string, string> = {}) {
  const given = { PATH: path, PLAYWRIGHT_BROWSERS_PATH: join(folder, 'playwright'), ...env }
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', line], {
    env: given,
    encoding: 'utf8',
    cwd: import.meta.dirname,
  })
  return { found: stdout.trim(), stderr }
}

const find = `import { findBrowser } from './browser.mjs'
await findBrowser().then((found) => console.log(found), (error) => console.log(error.message))`

// Only there a browser may lack libraries of the system.
describe.skipIf(process.platform !== 'linux')('a browser that does not start is passed over', () => {
  const bin = join(folder, 'bin')
  const lacking = browser(join(bin, 'chromium'), false)

  test('whether on the machine or downloaded by Playwright, with the reason', () => {
    expect(evaluate(find, bin).found).toBe('undefined')
    const whole = browser(join(bin, 'google-chrome'), true)
    const own = "import { chromium } from '@playwright/test'\nconsole.log(chromium.executablePath())"
    const downloaded = browser(evaluate(own, bin).found, false)
    const { found, stderr } = evaluate(find, bin)
    expect(found).toBe(whole)
    for (const path of [downloaded, lacking])
      expect(stderr).toContain(`${path} does not start: error while loading shared libraries: libnspr4.so`)
    browser(downloaded, true)
    expect(evaluate(find, bin).found).toBe(downloaded)
  })

  test('unless it was named, which is refused', () => {
    expect(evaluate(find, bin, { CHROMIUM_PATH: lacking }).found).toBe(
      `CHROMIUM_PATH is ${lacking}, which does not start: error while loading shared libraries: libnspr4.so`,
    )
  })
})
