import { describe, expect, it } from 'vitest'
import { decimals, duration, measured, rough, wholeNumber } from './quantities.ts'

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
