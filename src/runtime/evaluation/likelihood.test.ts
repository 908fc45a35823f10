import { expect, test } from 'vitest'
import type { Program } from '../../compiler/program/program.ts'
import { toyProgram } from '../fixtures/toy-program.ts'
import { likelihoodAmong } from './likelihood.ts'

const program: Program = {
  ...toyProgram(),
  data: [{ node: 'data', dataset: 'toy', options: {}, shape: [2, 3], range: 'binary' }],
  density: {
    density: 'bound',
    sentence: 'A bound.',
    likelihood: {
      of: { variable: 'x', column: { node: 'data', column: 'example' }, dimensions: 6 },
      given: [],
      phase: 'objective/elbo',
    },
  },
}

test('a bound is the sum of its terms, whatever the loss makes of them, and six fair coins have one bit each', () => {
  const byPhase = {
    'game/discriminator': { loss: 7, accuracy: 0.5 },
    elbo: { loss: 99, reconstruction: 4 * Math.LN2, kl: 2 * Math.LN2 },
  }
  expect(likelihoodAmong(program, byPhase)).toEqual({
    kind: 'bound',
    nats: expect.closeTo(6 * Math.LN2, 12),
    bitsPerDim: expect.closeTo(1, 12),
    terms: { reconstruction: 4 * Math.LN2, kl: 2 * Math.LN2 },
  })
})

test('a loss without terms is the likelihood itself; a model without a density has none', () => {
  const byPhase = { game: { loss: 7 }, elbo: { loss: 3 } }
  expect(likelihoodAmong(program, byPhase)).toMatchObject({ nats: 3, terms: {} })
  expect(likelihoodAmong({ ...program, density: { density: 'implicit', sentence: '' } }, byPhase)).toBeUndefined()
})

test('only a likelihood of the examples themselves has bits per dimension', () => {
  const of = (likelihood: NonNullable<Program['density']['likelihood']>['of']) =>
    likelihoodAmong(
      {
        ...program,
        density: { ...program.density, likelihood: { of: likelihood, given: [], phase: 'objective/elbo' } },
      },
      { elbo: { loss: 3 } },
    )
  expect(of({ variable: 'label', column: { node: 'data', column: 'label' }, dimensions: 10 })).toEqual({
    kind: 'bound',
    nats: 3,
    terms: {},
  })
  expect(of({ variable: 'y of Pool', dimensions: 2 })).not.toHaveProperty('bitsPerDim')
})
