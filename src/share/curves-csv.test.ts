import { expect, test } from 'vitest'
import { curvesAsCsv } from './curves-csv.ts'

test('one row for each point, with the metrics of all rows as columns', () => {
  const train = [
    { step: 1, phase: 'elbo', metrics: { loss: 2.5, kl: 0.5 } },
    { step: 2, phase: 'say "x", y', metrics: { loss: 2 } },
  ]
  const validation = [{ step: 2, phase: 'elbo', metrics: { loss: 3 } }]
  expect(curvesAsCsv({ train, validation })).toBe(
    ['split,phase,step,loss,kl', 'train,elbo,1,2.5,0.5', 'train,"say ""x"", y",2,2,', 'validation,elbo,2,3,', ''].join(
      '\n',
    ),
  )
})
