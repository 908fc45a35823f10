import { describe, expect, it } from 'vitest'
import { curveColumns, rangeFrom, smoothed } from './curve-data.ts'

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
  it('can leave the first part out', () => {
    const falling = [108, 18, 10, 8]
    expect(rangeFrom([falling], 0)).toEqual([3, 113])
    expect(rangeFrom([falling], 0.25)).toEqual([7.5, 18.5])
  })

  it('is not empty for a flat line and unknown for no line', () => {
    expect(rangeFrom([[2, 2]], 0)).toEqual([1.9, 2.1])
    expect(rangeFrom([[null]], 0)).toBeNull()
  })
})
