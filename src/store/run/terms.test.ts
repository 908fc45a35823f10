import { describe, expect, it } from 'vitest'
import type { Phase, Program } from '../../compiler/program.ts'
import { emptyDocument } from '../../graph/document.ts'
import { termsOf } from './terms.ts'

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
    expect(termsOf(program).map(({ phase: curve, title }) => [curve, title])).toEqual([
      ['gan/discriminator', 'Objective, discriminator'],
      ['gan/generator', 'Objective, objective1'],
    ])
  })
})
