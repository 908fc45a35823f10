import { describe, expect, it } from 'vitest'
import type { ImageStrip } from '../../runtime/protocol.ts'
import { keepPreview, type Preview } from './preview-history.ts'

const strip = (value: number): ImageStrip => ({
  count: 1,
  height: 1,
  width: 1,
  channels: 1,
  values: Float32Array.of(value),
})

describe('previews kept of a run', () => {
  it('keeps the first and the newest, and more of the early ones', () => {
    let previews: readonly Preview[] = []
    for (let step = 0; step <= 1000; step += 10) previews = keepPreview(previews, { step }, 12)
    const steps = previews.map((preview) => preview.step)
    expect(steps).toHaveLength(12)
    expect(steps[0]).toBe(0)
    expect(steps.at(-1)).toBe(1000)
    expect(steps.filter((step) => step <= 500).length).toBeGreaterThan(6)
    expect(steps).toEqual(steps.toSorted((a, b) => a - b))
  })

  it('new samples at the same step leave the reconstructions standing', () => {
    const first = keepPreview([], { step: 5, samples: strip(0), reconstructions: strip(1) })
    const [preview, ...rest] = keepPreview(first, { step: 5, samples: strip(2) })
    expect(rest).toEqual([])
    expect(preview?.samples?.values).toEqual(Float32Array.of(2))
    expect(preview?.reconstructions?.values).toEqual(Float32Array.of(1))
  })
})
