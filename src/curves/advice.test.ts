import { describe, expect, it } from 'vitest'
import { advise } from './advice.ts'

const curve = (count: number, metrics: (step: number) => Readonly<Record<string, number>>) =>
  Array.from({ length: count }, (_, index) => ({ step: index + 1, metrics: metrics(index + 1) }))
const names = { divergence: 'kl', reconstruction: 'reconstruction' }
const topics = (view: Parameters<typeof advise>[0]) => advise(view).map((advice) => advice.topic)

describe('divergence', () => {
  it('is seen when the loss is worse than at the start', () => {
    const exploding = curve(60, (step) => ({ loss: step < 30 ? 500 - step : 1e6 }))
    expect(topics({ train: exploding, validation: [] })).toEqual(['divergence'])
    const negative = curve(60, (step) => ({ loss: step < 30 ? -500 - step : 20 }))
    expect(topics({ train: negative, validation: [] })).toEqual(['divergence'])
  })

  it('is not claimed for noise or a bad spell', () => {
    expect(topics({ train: curve(60, (step) => ({ loss: 100 + (step % 3) })), validation: [] })).toEqual([])
    expect(topics({ train: curve(60, (step) => ({ loss: step === 30 ? 1e9 : 500 - step })), validation: [] })).toEqual(
      [],
    )
  })
})

describe('posterior collapse', () => {
  const collapsed = curve(200, () => ({ kl: 0.02, reconstruction: 206 }))

  it('is seen when the KL term is next to nothing and the reconstruction stays', () => {
    expect(topics({ train: collapsed, validation: [], ...names })).toEqual(['posterior collapse'])
  })

  it('is not claimed early, while the reconstruction improves, or when the KL term has recovered', () => {
    expect(topics({ train: collapsed.slice(0, 20), validation: [], ...names })).toEqual([])
    const improving = curve(200, (step) => ({ kl: 0.02, reconstruction: 400 - 1.5 * step }))
    expect(topics({ train: improving, validation: [], ...names })).toEqual([])
    const recovered = curve(200, (step) => ({ kl: step < 100 ? 0.02 : 12, reconstruction: 100 }))
    expect(topics({ train: recovered, validation: [], ...names })).toEqual([])
  })

  it('needs an objective with these terms', () => {
    expect(topics({ train: collapsed, validation: [] })).toEqual([])
  })
})

describe('overfitting', () => {
  const falling = curve(1000, (step) => ({ loss: 120 - step / 50 }))
  const validation = (losses: readonly number[]) =>
    losses.map((loss, i) => ({ step: (i + 1) * 100, metrics: { loss } }))

  it('is seen when the validation loss rises while the training loss falls', () => {
    const rising = validation([120, 110, 105, 106, 107, 109, 111, 113])
    const [advice] = advise({ train: falling, validation: rising })
    expect(advice?.topic).toBe('overfitting')
    expect(advice?.message).toContain('step 300')
  })

  it('is not claimed for noise, for too few validations, or when the training loss rises too', () => {
    expect(topics({ train: falling, validation: validation([110, 105, 105.2, 105.1, 105.3, 105.2]) })).toEqual([])
    expect(topics({ train: falling, validation: validation([110, 105, 109, 112]) })).toEqual([])
    const rising = curve(1000, (step) => ({ loss: 100 + step / 500 }))
    expect(topics({ train: rising, validation: validation([110, 105, 109, 112, 115, 119, 125]) })).toEqual([])
  })
})
