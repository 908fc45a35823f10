import { expect, test } from 'vitest'
import { disagreements, numberOf } from './numbers.mjs'

const about = `---
title: Model
summary: Twenty numbers for a digit; 784-400-20.
---
## Idea

It sees $1$ of [these](https://example.org/2016/17), in ICLR 2016, and

$$x_3 = 42$$

1. Set β to 4 and look.

| | bound | budget |
|---|---|---|
| Burda et al. | 86.76 | 3,280 epochs |
| this template, seed 1 | -109.97 | 30 epochs of 8,004 digits |

Of the bound of this
model, 25.4 nats are the divergence.
`
const measured = ['test', 'value']
const file = {
  figures: [
    { figure: 'bound', row: 'this template, seed 1', text: '-109.97', measured },
    { figure: 'divergence', row: 'Of the bound of this model', text: '25.4', measured },
    { figure: 'epochs', row: 'this template, seed 1', text: '30', measured },
  ],
  given: [
    { text: '784-400-20', by: 'setting' },
    { text: 'ICLR 2016', by: 'publication' },
    { text: 'β to 4', by: 'setting' },
    { text: 'Burda et al. | 86.76 | 3,280 epochs', by: 'publication' },
    { text: 'template, seed 1', by: 'setting' },
    { text: 'epochs of 8,004 digits', by: 'data' },
  ],
}

test('every number is a figure or given; formulas, addresses and the numbers of a list are ignored', () => {
  expect(disagreements(about, file)).toEqual([])
})

test.each(file.figures)('a number of ours without an entry is found: $figure', ({ figure, text }) => {
  const figures = file.figures.filter((one) => one.figure !== figure)
  const [wrong, ...more] = disagreements(about, { ...file, figures })
  expect(wrong).toMatch(new RegExp(`^${text} in ".*" is neither a figure nor given\\.$`))
  expect(more).toEqual([])
})

test('a number that is added beside others is found', () => {
  const added = about.replace('| -109.97 |', '| -109.97 (105.25 with more draws) |')
  expect(disagreements(added, file)).toEqual([
    '105.25 in "| this template, seed 1 | -109.97 (105.25 with more draws) | 30 epochs of 8,004 digits |" is neither a figure nor given.',
  ])
})

test('one entry answers for one number', () => {
  expect(disagreements(about.replace('| -109.97 |', '| -109.97 | -109.97 |'), file)).toHaveLength(1)
})

test.each(['109.97', '-109.9', '-109.970', '-1109.97'])('%s is not -109.97', (other) => {
  const wrong = disagreements(about.replace('-109.97', other), file)
  expect(wrong).toContain('bound: -109.97 does not stand behind "this template, seed 1".')
  expect(wrong).toHaveLength(2)
})

test('what is given covers no figure, and stands in the text', () => {
  const hiding = { ...file, given: [...file.given, { text: 'seed 1 | -109.97', by: 'setting' }] }
  expect(disagreements(about, hiding)).toEqual(['bound: -109.97 does not stand behind "this template, seed 1".'])
  const stale = { ...file, given: [...file.given, { text: 'β to 5', by: 'setting' }] }
  expect(disagreements(about, stale)).toEqual(['"β to 5" is given, but does not stand in about.md.'])
})

test('words of a figure that stand twice say nothing', () => {
  const twice = `${about}\n| this template, seed 1 |\n`
  expect(disagreements(twice, file)).toContain(
    'bound: "this template, seed 1" stands in 2 places of about.md, and should in one.',
  )
})

test('commas part thousands', () => {
  expect(numberOf('1,008,004.5')).toBe(1_008_004.5)
})
