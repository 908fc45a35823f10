import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { literalWords } from './literal-words.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Folders whose words are in src/words. One is added after its words have moved; none is removed. */
const folders = [
  'src/editor/dialogs',
  ...['samples', 'latent', 'density', 'checks', 'plots'].map((panel) => `src/studio/${panel}`),
]

test.each(folders)('%s takes its words from src/words', (folder) => {
  const files = readdirSync(join(root, folder)).filter(
    (name) => name.endsWith('.tsx') && !name.endsWith('.components.tsx'),
  )
  expect(files.length).toBeGreaterThan(0)
  expect(files.flatMap((name) => literalWords(name, readFileSync(join(root, folder, name), 'utf8')))).toEqual([])
})

describe('words in a component', () => {
  test.each([
    ['its text', '<p>\n  Two words\n</p>', ['a.tsx:2: "Two words"']],
    ['an attribute', '<p aria-label="Name" className="name" />', ['a.tsx:1: "Name"']],
    ['an attribute with an argument', '<p title={`Zoom $' + '{zoom}`} />', ['a.tsx:1: "Zoom"']],
    ['a choice', "<p>{a ? 'Less' : more}</p>", ['a.tsx:1: "Less"']],
    ['a condition', "<p placeholder={a && (b ?? 'Nothing')} />", ['a.tsx:1: "Nothing"']],
    ['none: a property for the program', "<p role={a ? 'alert' : 'status'}>{words.name} · {`$" + '{a}%`}</p>', []],
    ['none: a comparison', "<p>{a === 'left' && words.left}</p>", []],
  ])('are found: %s', (_what, text, expected) => {
    expect(literalWords('a.tsx', text)).toEqual(expected)
  })
})
