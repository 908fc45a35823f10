import { expect, test } from 'vitest'
import { frontMatterOf } from './vite-front-matter.ts'

test('what stands between the first two lines of dashes is kept, and nothing else', () => {
  expect(frontMatterOf('---\ntitle: A\nsummary: B---C\n---\n## Text\n---\nmore')).toBe(
    '---\ntitle: A\nsummary: B---C\n---\n',
  )
  expect(frontMatterOf('---\r\ntitle: A\r\n---\r\nText')).toBe('---\r\ntitle: A\r\n---\r\n')
  expect(frontMatterOf('# A text\n---\ntitle: A\n---\n')).toBe('')
})
