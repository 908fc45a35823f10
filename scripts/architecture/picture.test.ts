import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { layers } from './layers.ts'
import { picture } from './picture.ts'

const page = readFileSync(new URL('../../docs/architecture.md', import.meta.url), 'utf8')

test('docs/architecture.md begins with the rooms as they are', () => {
  expect(page).toContain(`\`\`\`\n${picture()}\n\`\`\``)
})

test('each room stands above what it imports', () => {
  const floorOf = new Map(
    picture()
      .split('\n')
      .flatMap((line) =>
        line
          .slice(10)
          .split(' · ')
          .map((name): [string, number] => [name, Number(line[6])]),
      ),
  )
  const arrows = layers.flatMap(({ name, imports }) => imports.map((below) => ({ name, below })))
  const shown = arrows.filter(({ name, below }) => name !== below && floorOf.has(name) && floorOf.has(below))
  expect(shown.length).toBeGreaterThan(40)
  for (const { name, below } of shown)
    expect(floorOf.get(name), `${name} imports ${below}`).toBeGreaterThan(floorOf.get(below) ?? Number.NaN)
})
