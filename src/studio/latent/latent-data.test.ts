import { describe, expect, it } from 'vitest'
import type { LatentView } from '../../protocol/pictures.ts'
import { axisTitles, latentAt, latentLayers, nearestCode, planeInWords } from './latent-data.ts'

const view: LatentView = {
  view: 'latent',
  plane: {
    method: { method: 'principal', share: 0.344 },
    origin: Float32Array.of(1, 0, -1),
    axes: [Float32Array.of(0, 1, 0), Float32Array.of(0, 0, 1)],
  },
  codes: Float32Array.of(0, 0, 1, 1),
  extents: [
    [-1, 1],
    [-1, 1],
  ],
}

describe('a plane of the latent space', () => {
  it('has a latent at each place', () => {
    expect([...latentAt(view.plane, [2, -3])]).toEqual([1, 2, -4])
  })

  it('is described in words', () => {
    expect(planeInWords(view)).toBe('Two principal components (PC) of 2 codes of 3 numbers: 34\u00a0% of the variance.')
    const plane = { ...view.plane, method: { method: 'first' } } as const
    expect(planeInWords({ ...view, plane })).toBe('The first two of 3 numbers; the others are at 0.')
    const whole = { ...view.plane, method: { method: 'whole' }, origin: new Float32Array(2) } as const
    expect(planeInWords({ ...view, plane: whole })).toBe('The whole latent space: two numbers.')
    expect([view, { ...view, plane: whole }].map(axisTitles)).toEqual([
      ['PC 1', 'PC 2'],
      ['z₁', 'z₂'],
    ])
  })
})

describe('codes', () => {
  it('are named and coloured by their class, and plain dots where there are no classes', () => {
    const labels = Uint8Array.of(3, 4)
    const classes = Array.from({ length: 10 }, (_, i) => String(i))
    const layers = latentLayers({ ...view, prior: new Float32Array(2) }, { view: 'examples', labels, classes })
    expect(layers.map(({ layer }) => layer)).toEqual(['dots', 'words'])
    expect(layers[1]).toMatchObject({ classOf: labels, words: classes })
    expect(latentLayers(view, { view: 'examples', labels, classes: ['0'] })).toMatchObject([{ colour: 'codes' }])
    const { codes: _, ...unseen } = view
    expect(latentLayers(unseen, undefined)).toEqual([])
  })

  it('are found by the nearest place within reach', () => {
    const codes = Float32Array.of(0, 0, 1, 1, 1.2, 1)
    expect(nearestCode(codes, [0.9, 1], 0.5)).toBe(1)
    expect(nearestCode(codes, [1.15, 1], 0.5)).toBe(2)
    expect(nearestCode(codes, [5, 5], 0.5)).toBeNull()
  })
})
