import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import katex from 'katex'
import { expect, test } from 'vitest'
import { formulaInLines } from './formula-lines.ts'

test('parts get separate lines, and a word stays with the part that follows it', () => {
  expect(formulaInLines('y = x')).toBe('y = x')
  expect(formulaInLines('a = b, \\qquad\nc = d')).toBe('\\begin{gathered} a = b, \\\\[4pt] c = d \\end{gathered}')
  expect(formulaInLines('a \\qquad \\text{or} \\qquad b')).toBe(
    '\\begin{gathered} a \\\\[4pt] \\text{or} \\quad b \\end{gathered}',
  )
})

const nodes = new URL('../../../nodes/', import.meta.url).pathname
const texts = readdirSync(nodes, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.md'))

test('every formula of the node kinds can still be typeset', () => {
  const formulas = texts.flatMap((path) =>
    [...readFileSync(join(nodes, path), 'utf8').matchAll(/\$\$\s*([\s\S]+?)\s*\$\$/g)].map(
      ([, formula = '']) => formula,
    ),
  )
  expect(formulas.length).toBeGreaterThan(30)
  for (const formula of formulas) {
    expect(() => katex.renderToString(formulaInLines(formula), { displayMode: true, strict: 'error' })).not.toThrow()
  }
})
