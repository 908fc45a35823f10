import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { testFolder } from '../../src/cli/fixtures/test-folder.ts'
import { derivedDifference, difference } from './compare.mjs'
import { writeTemplate } from './fixtures/write-template.ts'

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
  'passes nothing that is not a number: %j',
  (printed) => {
    expect(difference('vae-2d', figure, printed)).toContain('nothing was measured')
  },
)

test('a count may not differ by one, and commas part thousands', () => {
  const count = { ...figure, text: '54,874' }
  expect(difference('glow', count, { test: { value: 54_874 } })).toBeUndefined()
  expect(difference('glow', count, { test: { value: 54_875 } })).toContain('documented as 54,874, but 54875')
})

test('a share is compared in per cent', () => {
  const share = { ...figure, text: '96.2', scale: 100 }
  expect(difference('gan', share, { test: { value: 0.9619 } })).toBeUndefined()
  expect(difference('gan', share, { test: { value: 0.9519 } })).toContain('95.2 was measured')
})

describe('what follows from other figures', () => {
  const folder = testFolder()
  const [own, other] = ['own', 'other'].map((name) => folder(name))
  const templates = join(own!, '..')
  const measured = ['test', 'value']
  const plain = { figure: 'plain', row: 'alone', text: '80.0', measured }
  const game = { figure: 'game', row: 'with the game', text: '84.0', measured }
  writeTemplate(own!, { figures: [plain, game], given: [] })
  writeTemplate(other!, { figures: [{ ...plain, text: '81.5' }], given: [] })
  const wrong = (figure: object) => {
    return derivedDifference(templates, 'own', { figure: 'it', row: '', text: '', ...figure })
  }

  test('differences and shares are those of the documented numbers', () => {
    const more = { of: 'game', from: 'plain', as: 'per cent more' as const }
    expect(wrong({ text: '5.0', derived: more })).toBeUndefined()
    expect(wrong({ text: '4.0', derived: more })).toBe(
      'own: it is documented as 4.0, but 5.0 follows from game and plain.',
    )
    expect(wrong({ text: '4.0', derived: { ...more, as: 'difference' } })).toBeUndefined()
    expect(wrong({ text: '5.0', derived: { ...more, as: 'difference' } })).toContain('but 4.0 follows')
  })

  test('a figure of another template is the same in both', () => {
    expect(wrong({ text: '81.5', repeats: { template: 'other', figure: 'plain' } })).toBeUndefined()
    expect(wrong({ text: '80.0', repeats: { template: 'other', figure: 'plain' } })).toBe(
      'own: it is documented as 80.0, but as 81.5 in other.',
    )
  })

  test('an unknown figure name is reported', () => {
    expect(() => wrong({ text: '1', repeats: { template: 'other', figure: 'game' } })).toThrow('"game" of other')
  })
})
