import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { curvesUntil, emptySeries, extendCurves, extendSeries, type Series } from './series.ts'

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index)

describe('a series in bounded memory', () => {
  it('keeps an evenly spaced share of everything it saw, however the points arrive', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { maxLength: 60 }), fc.integer({ min: 2, max: 50 }), (portions, limit) => {
        let series: Series<number> = emptySeries
        let seen = 0
        for (const size of portions) {
          series = extendSeries(
            series,
            numbers(size).map((index) => seen + index),
            limit,
          )
          seen += size
        }
        expect(series.seen).toBe(seen)
        expect(series.points.length).toBeLessThanOrEqual(limit)
        expect(series.points).toEqual(numbers(seen).filter((index) => index % series.stride === 0))
      }),
    )
  })

  it('stays whole until the limit', () => {
    expect(extendSeries(emptySeries, numbers(10), 10).points).toEqual(numbers(10))
    expect(extendSeries(emptySeries, numbers(11), 10).points).toEqual([0, 2, 4, 6, 8, 10])
  })
})

describe('curves', () => {
  const point = (step: number, phase: string) => ({ step, phase, metrics: { loss: step } })

  it('go to the series of their phase', () => {
    const curves = extendCurves(extendCurves({}, [point(1, 'a'), point(1, 'b')]), [point(2, 'a')])
    expect(curves.a?.points.map((p) => p.step)).toEqual([1, 2])
    expect(curves.b?.points.map((p) => p.step)).toEqual([1])
  })

  it('forget what came after a step and stay evenly spaced afterwards', () => {
    const long = {
      a: extendSeries(
        emptySeries,
        numbers(11).map((step) => point(step, 'a')),
        10,
      ),
    }
    const cut = curvesUntil(long, 5)
    expect(cut.a?.points.map((p) => p.step)).toEqual([0, 2, 4])
    const grown = extendCurves(cut, [point(6, 'a'), point(7, 'a'), point(8, 'a')])
    expect(grown.a?.points.map((p) => p.step)).toEqual([0, 2, 4, 6, 8])
  })
})
