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

test('where nats are not a code length, no bits are reported', () => {
  const { density } = program
  if (!density.likelihood) throw new Error('The toy program has a likelihood.')
  const likelihood = { ...density.likelihood, withoutBits: 'x is real-valued.' }
  expect(likelihoodAmong({ ...program, density: { ...density, likelihood } }, { elbo: { loss: 3 } })).toEqual({
    kind: 'bound',
    nats: 3,
    terms: {},
  })
})
