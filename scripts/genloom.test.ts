import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
/** A checkout with the launcher, a bundle that says what it was given, and a quick stand-in for what packs the data. */
const checkout = mkdtempSync(join(tmpdir(), 'genloom-launcher-'))
afterAll(() => rmSync(checkout, { recursive: true }))

test('the launcher makes missing data files once, and standard output stays the command’s own', () => {
  cpSync(join(root, 'scripts'), join(checkout, 'scripts'), { recursive: true })
  cpSync(join(root, 'package.json'), join(checkout, 'package.json'))
  mkdirSync(join(checkout, 'node_modules/.cache/genloom'), { recursive: true })
  symlinkSync(join(root, 'node_modules/vite'), join(checkout, 'node_modules/vite'), 'junction')
  writeFileSync(
    join(checkout, 'node_modules/.cache/genloom/cli.mjs'),
    'export async function main(words) {\n  console.log(JSON.stringify(words))\n  return 3\n}\n',
  )
  mkdirSync(join(checkout, 'public/data'), { recursive: true })
  writeFileSync(
    join(checkout, 'scripts/build-data.mjs'),
    "import { writeFileSync } from 'node:fs'\nwriteFileSync('public/data/digits.bin', '')\nconsole.error('packed')\n",
  )
  const launch = () => spawnSync(process.execPath, [join(checkout, 'scripts/genloom.mjs'), 'check', 'vae'])
  const first = launch()
  expect([first.status, String(first.stdout)]).toEqual([3, '["check","vae"]\n'])
  expect(String(first.stderr)).toBe('packed\n')
  const second = launch()
  expect([String(second.stdout), String(second.stderr)]).toEqual(['["check","vae"]\n', ''])
})
