import { describe, expect, it } from 'vitest'
import type { Phase, Program } from '../../compiler/program/program.ts'
import { mainCurve } from '../../curves/main-curve.ts'
import { emptyDocument } from '../../graph/document.ts'
import { fullTitle, termsOf } from './terms.ts'

const phase = (procedure: Phase['procedure'], title: string, terms: readonly string[]): Phase => ({
  procedure,
  node: 'objective1',
  title,
  repeats: 1,
  trains: [],
  optimiser: { optimiser: 'sgd', learningRate: 0.1, momentum: 0 },
  terms,
})
const programOf = (...phases: readonly Phase[]): Program => ({
  title: 'Toy',
  parameters: [],
  functions: [],
  procedures: [],
  absent: [],
  phases,
  data: [],
  density: { density: 'none', sentence: '' },
  training: emptyDocument.training,
})

describe('the terms of a run', () => {
  it('are the objective and its parts, by the name of the curve', () => {
    const terms = termsOf(programOf(phase('objective/elbo', '', ['reconstruction', 'kl', 'logDet'])))
    expect(terms.map(({ phase: curve, metric, title }) => [curve, metric, title])).toEqual([
      ['elbo', 'loss', 'Objective'],
      ['elbo', 'reconstruction', 'Reconstruction'],
      ['elbo', 'kl', 'KL divergence'],
      ['elbo', 'logDet', 'Log det'],
    ])
  })

  it('say to which of several phases they belong', () => {
    const program = programOf(
      phase('objective/gan/discriminator', 'discriminator', []),
      phase('objective/gan/generator', '', []),
    )
    expect(termsOf(program).map((term) => [term.phase, fullTitle(term)])).toEqual([
      ['gan/discriminator', 'Objective, discriminator'],
      ['gan/generator', 'Objective, objective1'],
    ])
  })
})

describe('units', () => {
  const units = (...phases: readonly Phase[]) => termsOf(programOf(...phases)).map(({ metric, unit }) => [metric, unit])

  it('are nats for parts of a likelihood', () => {
    expect(units(phase('objective/elbo', '', ['reconstruction', 'kl']))).toEqual([
      ['loss', 'nats'],
      ['reconstruction', 'nats'],
      ['kl', 'nats'],
    ])
  })

  it('do not exist for scores of a game and for losses computed from them', () => {
    expect(units(phase('objective/game/discriminator', 'discriminator', ['realScore', 'accuracy']))).toEqual([
      ['loss', ''],
      ['realScore', ''],
      ['accuracy', 'share'],
    ])
  })
})

describe('the curve that says how well a run does', () => {
  it('is the one that has the likelihood, else the first, and none of a game', () => {
    const game = phase('objective/game/generator', 'generator', ['fakeScore'])
    const reconstruction = phase('objective/reconstruction', '', [])
    const elbo = phase('objective/elbo', '', ['reconstruction', 'kl'])
    const ofCodes = phase('objective/codes', '', ['reconstruction', 'kl'])
    const bound: Program = {
      ...programOf(game, reconstruction, ofCodes, elbo),
      density: {
        density: 'bound',
        sentence: '',
        likelihood: { of: { variable: 'x', dimensions: 4 }, given: [], phase: 'objective/elbo' },
      },
    }
    expect(mainCurve(bound)).toEqual({ phase: 'elbo', isVariational: true })
    expect(mainCurve(programOf(game, reconstruction))).toEqual({ phase: 'reconstruction', isVariational: false })
    expect(mainCurve(programOf(game))).toBeUndefined()
  })
})
