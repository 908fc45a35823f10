import { describe, expect, expectTypeOf, test } from 'vitest'
import type { ArgumentsOf } from './arguments.ts'
import { region } from './region.ts'

const words = region('a region of this test', {
  plain: "It's plain",
  named: 'Cut {wire} of {node}',
  counted: '{steps, plural, one {# step of {title}} other {# steps of {title}}} done',
  chosen: 'Theme: {theme, select, light {bright} other {dim}}',
  large: '{count, number} characters',
  sharp: '{name} < 3',
})

describe('a message', () => {
  test('without arguments is its text', () => {
    expect(words.plain).toBe("It's plain")
  })

  test('with arguments is a function of them', () => {
    expect(words.named({ wire: 'a', node: 'b' })).toBe('Cut a of b')
    expect(words.chosen({ theme: 'light' })).toBe('Theme: bright')
    expect(words.chosen({ theme: 'dark' })).toBe('Theme: dim')
    expect(words.large({ count: 12345 })).toBe('12,345 characters')
    expect(words.sharp({ name: 'π' })).toBe('π < 3')
  })

  test('has the plural of its number', () => {
    expect([0, 1, 2].map((steps) => words.counted({ steps, title: 'GAN' }))).toEqual([
      '0 steps of GAN done',
      '1 step of GAN done',
      '2 steps of GAN done',
    ])
  })

  test('takes elements as arguments, and gives its parts', () => {
    const element = { type: 'strong' }
    expect(words.named.parts({ wire: element, node: 'b' })).toEqual(['Cut ', element, ' of b'])
    expect(words.named.parts({ wire: 'a', node: 'b' })).toEqual(['Cut a of b'])
  })
})

test('the compiler knows the arguments of a message', () => {
  expectTypeOf<ArgumentsOf<'a'>>().toEqualTypeOf<Record<never, never>>()
  expectTypeOf<ArgumentsOf<'{a} and {b}'>>().toEqualTypeOf<{
    readonly a: string | number
    readonly b: string | number
  }>()
  expectTypeOf<ArgumentsOf<'{n, number} of {a}'>>().toEqualTypeOf<{
    readonly n: number
    readonly a: string | number
  }>()
  expectTypeOf<
    ArgumentsOf<'{n, plural, =0 {none} one {# of {a}} other {{b}}} {c, select, d {e} other {{f}}}'>
  >().toEqualTypeOf<{
    readonly n: number
    readonly a: string | number
    readonly b: string | number
    readonly c: string | number
    readonly f: string | number
  }>()
  // @ts-expect-error: a number is counted
  void (() => words.counted({ steps: 'two', title: 'GAN' }))
  // @ts-expect-error: an argument is missing
  void (() => words.named({ wire: 'a' }))
  // @ts-expect-error: there is no such message
  void (() => words.other)
})
