import { expect, test } from 'vitest'
import { fileNameOf } from './download.ts'

test.each([
  ['VAE on digits', 'VAE on digits.genloom'],
  ['a/b\\c:d', 'a-b-c-d.genloom'],
  ['../../etc/passwd', 'etc-passwd.genloom'],
  ['  ', 'untitled.genloom'],
  ['...', 'untitled.genloom'],
  ['数字', '数字.genloom'],
  ['x'.repeat(300), `${'x'.repeat(80)}.genloom`],
  ['line\nbreak', 'line-break.genloom'],
])('%j becomes a file name', (title, name) => {
  expect(fileNameOf(title, 'genloom')).toBe(name)
})
