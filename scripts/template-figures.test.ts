// The figures of the templates stand in their texts, a stale one is found, and those that are soon measured are true.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runMain } from '../src/cli/fixtures/run-main.ts'
import { root } from './dependencies.mjs'
import { isFullTest } from './full-tests.ts'
import { aboutOf, difference, figuresOf, isSaid, runsOf, templatesWithFigures } from './template-figures.mjs'

const withFigures = templatesWithFigures()
/** What it takes to train them is a matter of seconds. */
const soonMeasured = isFullTest ? ['gan-1d', 'realnvp'] : ['realnvp']

test('a template that tells of itself in a table has figures', () => {
  const folders = readdirSync(join(root, 'templates'), { withFileTypes: true }).filter((one) => one.isDirectory())
  const telling = folders.filter(({ name }) => /^\| this template/m.test(aboutOf(name)))
  expect(telling.map(({ name }) => name).filter((name) => !withFigures.includes(name))).toEqual([])
  expect(telling.length).toBeGreaterThan(8)
})

test.each(withFigures)('what is measured of %s stands in its text', (name) => {
  expect(figuresOf(name).filter((figure) => !isSaid(aboutOf(name), figure))).toEqual([])
  expect(runsOf(name).flatMap(({ figures }) => figures)).toHaveLength(figuresOf(name).length)
})

describe('a comparison', () => {
  const figure = { figure: 'bound', row: 'this template', text: '150.21', measured: ['test', 'value'] }

  test.each([150.214, 150.2049, 150.201])('takes %d for 150.21', (value) => {
    expect(difference('vae-2d', figure, { test: { value } })).toBeUndefined()
  })

  test.each([
    [151.351, '151.35'],
    [150.18, '150.18'],
    [-150.21, '-150.21'],
  ])('names template, figure and both numbers where it measures %d', (value, told) => {
    expect(difference('vae-2d', figure, { test: { value } })).toBe(
      `vae-2d: bound is documented as 150.21, but ${told} was measured.`,
    )
  })

  test.each([{}, { test: null }, { test: { value: Number.NaN } }])(
    'passes nothing that is no number: %j',
    (printed) => {
      expect(difference('vae-2d', figure, printed)).toContain('nothing was measured')
    },
  )

  test('a number that stands in the text otherwise is not said', () => {
    expect(isSaid('| this template, seed 1 | 150.21 | |', figure)).toBe(true)
    expect(isSaid('| this template, seed 1 | 150.2 | |', figure)).toBe(false)
    expect(isSaid('| this template, seed 1 | 1150.21 | |', figure)).toBe(false)
    expect(isSaid('| another | 150.21 | |', figure)).toBe(false)
  })
})

test('npm run figures refuses a template without figures, and says which have some', () => {
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'scripts/figures.mjs'), 'nobody'], {
    encoding: 'utf8',
  })
  expect(status).toBe(2)
  expect(stderr).toContain(withFigures.join(', '))
})

test.each(soonMeasured)('%s is as it says', { timeout: 240_000 }, async (name) => {
  for (const run of runsOf(name)) {
    const { status, out, err } = await runMain('train', name, '--json')
    expect(status, err).toBe(0)
    const { test: printed } = JSON.parse(out)
    expect(run.figures.flatMap((figure) => difference(name, figure, { test: printed }) ?? [])).toEqual([])
    expect(run.figures.length).toBeGreaterThan(0)
  }
})
