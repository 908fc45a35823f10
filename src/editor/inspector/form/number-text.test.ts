import { describe, expect, it } from 'vitest'
import { readNumber, stepNumber } from './number-text.ts'

describe('reading a number', () => {
  it.each([
    ['12', 12],
    [' -0.5 ', -0.5],
    ['1e-3', 0.001],
    ['0,25', 0.25],
    ['.5', 0.5],
    ['3.', 3],
  ])('takes %s', (text, number) => expect(readNumber(text)).toBe(number))

  it.each(['', 'ten', '1-2', '0x10', '1e999', '1 000'])('refuses "%s"', (text) => expect(readNumber(text)).toBeNull())
})

describe('a step', () => {
  const real = { isInteger: false, min: 1e-8, max: 10, isCoarse: false }

  it('is one unit of the leading digit', () => {
    expect(stepNumber(0.001, 1, real)).toBe(0.002)
    expect(stepNumber(0.001, -1, real)).toBe(0.0009)
    expect(stepNumber(0.0009, 1, real)).toBe(0.001)
    expect(stepNumber(0.35, -1, real)).toBe(0.25)
  })

  it('of integers is one, or ten', () => {
    const whole = { isInteger: true, min: 1, max: 100, isCoarse: false }
    expect(stepNumber(20, 1, whole)).toBe(21)
    expect(stepNumber(20, -1, { ...whole, isCoarse: true })).toBe(10)
    expect(stepNumber(1, -1, whole)).toBe(1)
    expect(stepNumber(99, 1, { ...whole, isCoarse: true })).toBe(100)
  })
})
