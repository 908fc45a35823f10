import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const folder = new URL('../', import.meta.url)
const textsIn = (of: URL): string =>
  readdirSync(of)
    .filter((name) => name.endsWith('.tsx') && !name.endsWith('.components.tsx'))
    .map((name) => readFileSync(new URL(name, of), 'utf8'))
    .join('\n')

test('every component of src/ui is on the page of controls', () => {
  const components = [...textsIn(folder).matchAll(/^export (?:function|class) ([A-Z]\w*)/gm)].map(([, name]) => name)
  const page = textsIn(new URL('./', import.meta.url))
  expect(components).toContain('IconButton')
  expect(components.filter((name) => !new RegExp(`<${name}[\\s>]`).test(page))).toEqual([])
})

test('the page is not part of the build', () => {
  const config = readFileSync(new URL('../../../vite.config.ts', import.meta.url), 'utf8')
  expect(config).not.toMatch(/controls\.html|input:/)
})
