import { expect, it } from 'vitest'
import { extendCurves, extendSeries } from './curves.ts'
import { curvesAsCsv } from './curves-file.ts'

it('writes one row per point with the metrics of all rows as columns', () => {
  const curves = extendCurves({}, [
    { step: 1, phase: 'objective/elbo', metrics: { loss: 2.5, kl: 0.5 } },
    { step: 2, phase: 'say "x", y', metrics: { loss: 2 } },
  ])
  const validation = extendSeries({ points: [], stride: 1, seen: 0 }, [{ step: 2, metrics: { loss: 3 } }])
  expect(curvesAsCsv(curves, validation)).toBe(
    [
      'split,phase,step,loss,kl',
      'train,objective/elbo,1,2.5,0.5',
      'train,"say ""x"", y",2,2,',
      'validation,,2,3,',
      '',
    ].join('\n'),
  )
})
