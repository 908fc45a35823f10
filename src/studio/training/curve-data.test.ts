import { describe, expect, it } from 'vitest'
import { curveColumns, rangeOfCurves, smoothed } from './curve-data.ts'

const at = (step: number, loss: number) => ({ step, metrics: { loss } })

describe('columns of a chart', () => {
  it('align training and validation on the steps where either was measured', () => {
    const columns = curveColumns([at(1, 9), at(3, 7)], [at(2, 8), at(3, 6)], 'loss', {
      smooth: false,
      positiveSteps: false,
    })
    expect(columns).toEqual({ steps: [1, 2, 3], train: [9, null, 7], smoothed: [], validation: [null, 8, 6] })
  })

  it('leave out what cannot be drawn', () => {
    const points = [at(0, 5), at(1, Number.NaN), at(2, Number.POSITIVE_INFINITY), at(3, 4)]
    const columns = curveColumns(points, [], 'loss', { smooth: false, positiveSteps: true })
    expect(columns.steps).toEqual([3])
    expect(curveColumns(points, [], 'other', { smooth: true, positiveSteps: false }).steps).toEqual([])
  })
})

describe('smoothing', () => {
  it('leaves a constant as it is', () => {
    for (const value of smoothed([3, 3, null, 3])) if (value !== null) expect(value).toBeCloseTo(3, 12)
    expect(smoothed([3, 3, null, 3])[2]).toBeNull()
  })

  it('does not lag behind a straight fall', () => {
    const fall = Array.from({ length: 101 }, (_, index) => 200 - index)
    expect(smoothed(fall)[50]).toBeCloseTo(150, 10)
  })

  it('weighs neighbours by a Gaussian of a deviation of 6 points', () => {
    const impulse = Array.from({ length: 101 }, (_, index) => (index === 50 ? 1 : 0))
    const smooth = smoothed(impulse)
    expect(smooth[44]! / smooth[50]!).toBeCloseTo(Math.exp(-0.5), 12)
    expect(smooth[38]! / smooth[50]!).toBeCloseTo(Math.exp(-2), 12)
    expect(smooth[31]).toBe(0)
  })
})

describe('the range of an axis', () => {
  const range = (train: (number | null)[], fitEnd: boolean, validation: (number | null)[] = []) =>
    rangeOfCurves({ train, smoothed: [], validation }, fitEnd)

  it('holds every value, or only those of the end without its strays', () => {
    const falling = Array.from({ length: 200 }, (_, i) => (i < 100 ? 1000 - i : 10 + (i % 11)))
    expect(range(falling, false)).toEqual([10 - 49.5, 1000 + 49.5])
    expect(range(falling, true)).toEqual([9.5, 20.5])
    const stray = falling.with(150, 5000).with(170, -5000)
    expect(range(stray, true)).toEqual([9.5, 20.5])
    expect(
      range(
        stray,
        true,
        stray.map((_, i) => (i === 199 ? 40 : null)),
      )?.[1],
    ).toBeGreaterThan(40)
  })

  it('holds all of a run that has only begun', () => {
    expect(range([108, 18, 10, 8], true)).toEqual([3, 113])
  })

  it('is not empty for a flat line and unknown for no line', () => {
    expect(range([2, 2], false)).toEqual([1.9, 2.1])
    expect(range([null], true)).toBeNull()
  })
})
