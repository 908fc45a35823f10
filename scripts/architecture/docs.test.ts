import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { layers } from './layers.ts'
import { picture } from './picture.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const page = read('docs/architecture.md')
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'docs/architecture.md',
  ...readdirSync(join(root, 'docs/rooms')).map((name) => `docs/rooms/${name}`),
]

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

test('each folder of src is a room with a page', () => {
  const rooms = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory())
  expect(rooms.length).toBeGreaterThan(10)
  for (const { name } of rooms) expect(page).toMatch(new RegExp(`\\| \\[.*\`src/${name}\`.*\\]\\(rooms/`))
})

test.each(pages)('%s links to what there is, and names files that there are', (path) => {
  const text = read(path)
  for (const [, target = ''] of text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g))
    expect(existsSync(join(root, dirname(path), target)), target).toBe(true)
  for (const [, named = ''] of text.matchAll(/`((?:src|nodes|templates|scripts|bench|e2e|docs|assembly)\/[\w./-]+)`/g))
    expect(existsSync(join(root, named)), named).toBe(true)
})
