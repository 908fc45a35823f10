import { describe, expect, test } from 'vitest'
import { type Evaluation, inWords } from './evaluate-split.ts'

const evaluation: Evaluation = { value: 0.5, unit: 'nats', kind: 'exact', terms: {}, bitsPerDim: null }

describe('what a figure is a likelihood of stands beside it', () => {
  test.each([
    [{ variable: 'x', given: [] }, 'negative log-likelihood 0.500 nats'],
    [{ variable: 'label', given: ['x'] }, 'negative log-likelihood of label given x 0.500 nats'],
    [
      { variable: 'x', given: ['label', 'points.x'] },
      'negative log-likelihood of x given label and points.x 0.500 nats',
    ],
    [{ variable: 'flatten.y', given: [] }, 'negative log-likelihood of flatten.y 0.500 nats'],
  ])('%j', (of, words) => {
    expect(inWords({ ...evaluation, of })).toBe(words)
  })

  test('of a bound, too', () => {
    expect(inWords({ ...evaluation, kind: 'bound', of: { variable: 'x', given: ['label'] } })).toBe(
      'bound on the negative log-likelihood of x given label 0.500 nats',
    )
  })
})
