import { describe, expect, it } from 'vitest'
import type { ImageStrip } from '../../protocol/pictures.ts'
import { type KeptPreview, keepPreview } from './preview-history.ts'

const strip = (value: number): ImageStrip => ({
  count: 1,
  height: 1,
  width: 1,
  channels: 1,
  values: Float32Array.of(value),
})

describe('previews kept of a run', () => {
  it('keeps the first and the newest, and more of the early ones', () => {
    let previews: readonly KeptPreview[] = []
    for (let step = 0; step <= 1000; step += 10)
      previews = keepPreview(previews, { step, preview: { kind: 'images' } }, 12)
    const steps = previews.map((preview) => preview.step)
    expect(steps).toHaveLength(12)
    expect(steps[0]).toBe(0)
    expect(steps.at(-1)).toBe(1000)
    expect(steps.filter((step) => step <= 500).length).toBeGreaterThan(6)
    expect(steps).toEqual(steps.toSorted((a, b) => a - b))
  })

  it('new samples at the same step leave the reconstructions standing', () => {
    const images = { kind: 'images', samples: strip(0), reconstructions: strip(1) } as const
    const first = keepPreview([], { step: 5, preview: images })
    const again = keepPreview(first, { step: 5, preview: { kind: 'images', samples: strip(2) } })
    expect(again).toEqual([{ step: 5, preview: { ...images, samples: strip(2) } }])
  })

  it('new points at the same step replace the old', () => {
    const points = (x: number) => ({ step: 5, preview: { kind: 'points', samples: Float32Array.of(x, x) } as const })
    expect(keepPreview([points(1)], points(2))).toEqual([points(2)])
  })
})
