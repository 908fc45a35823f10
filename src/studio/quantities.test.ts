import { describe, expect, it } from 'vitest'
import { decimals, duration, rough, wholeNumber } from './quantities.ts'

describe('quantities', () => {
  it.each([
    [0.4, '0 s'],
    [59.4, '59 s'],
    [60, '1 min'],
    [200, '3 min 20 s'],
    [3600, '1 h'],
    [3900, '1 h 5 min'],
    [Number.POSITIVE_INFINITY, 'unknown'],
  ])('%d seconds read as %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text)
  })

  it('rounds what is roughly known', () => {
    expect([14.2345, 0.04567, 1234].map(rough)).toEqual(['14.2', '0.0457', '1230'])
  })

  it.each([
    [-1.026, '−1.03'],
    [-0.001, '0.00'],
    [20, '20.00'],
  ])('%d with two decimals is %s', (value, text) => {
    expect(decimals(value, 2)).toBe(text)
  })

  it('separates thousands', () => {
    expect(wholeNumber(12345)).toBe('12,345')
  })
})
