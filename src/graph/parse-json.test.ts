import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseJson } from './parse-json.ts'

test('reads what JSON.parse reads', () => {
  const agreement = fc.property(fc.json({ maxDepth: 5 }), (text) => {
    expect(parseJson(text)).toEqual(JSON.parse(text))
  })
  fc.assert(agreement)
})

test.each([
  ['{"a":1,"a":2}', 'the key "a" occurs twice'],
  ['[{"b":{"c":[],"d":{},"c":1}}]', 'the key "c" occurs twice'],
  ['{"\\u0061":1,"a":2}', 'the key "a" occurs twice'],
  ['['.repeat(65) + ']'.repeat(65), 'nested more than 64 deep'],
])('refuses %s', (text, reason) => {
  expect(() => parseJson(text)).toThrow(reason)
})

test('equal keys of different objects, and strings that look like keys, are not duplicates', () => {
  for (const text of ['[{"a":1},{"a":2}]', '{"a":{"a":"a"},"b":["a","a"]}', '{"a":"\\"a\\":1,{","b":2}'])
    expect(parseJson(text)).toEqual(JSON.parse(text))
})

test('immediately rejects text with an unterminated string', () => {
  expect(() => parseJson('"\\'.repeat(2 ** 20))).toThrow(SyntaxError)
})
