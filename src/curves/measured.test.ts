import { expect, it } from 'vitest'
import { measured } from './measured.ts'

it.each([
  [104.237, '104.2'],
  [25.8412, '25.84'],
  [0.0912, '0.0912'],
  [0, '0.00'],
  [-1234.5, '-1235'],
  [0.00002, '2.0e-5'],
  [268_000_000, '2.7e8'],
  [Number.NaN, 'not a number'],
  [undefined, '–'],
])('%d is shown as %s', (value, text) => {
  expect(measured(value)).toBe(text)
})
