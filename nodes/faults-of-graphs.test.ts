// Problems of models whose wires all fit: reported at the right node, in words, with a fix if one is known. Each case is a sound
// model with one change.
import { describe, expect, test } from 'vitest'
import { applyFix } from '../src/graph/apply-edit.ts'
import type { GraphDocument } from '../src/graph/document.ts'
import type { Problem } from '../src/graph/problems.ts'
import {
  autoencoderPlayedFirst,
  dense,
  flow,
  frozen,
  gan,
  masked,
  problemsOf,
  scores,
  sides,
  vae,
} from './fixtures/faulty-graphs.ts'
import { definitions } from './index.ts'

test('the unchanged model has no problems', () => {
  for (const document of [
    vae({}),
    gan([...sides, ...scores]),
    masked('A'),
    flow(
      ['points', 'data/points'],
      [
        ['one', 'flows/coupling'],
        ['two', 'flows/coupling', { swap: true }],
      ],
    ),
  ])
    expect(problemsOf(document)).toEqual([])
})

interface Case {
  readonly what: string
  readonly document: GraphDocument
  readonly found: Partial<Problem>
  /** What the message must contain. */
  readonly words: readonly string[]
  /** The fixes on offer; each of them repairs the model. */
  readonly fixes: readonly string[]
}

const cases: readonly Case[] = [
  {
    what: 'an objective that trains nothing because everything is frozen',
    document: vae({ frozen }),
    found: { severity: 'error', code: 'trains-nothing', node: 'elbo' },
    words: ['Evidence lower bound', 'trains nothing', 'frozen'],
    fixes: ['Unfreeze Encoder and Decoder'],
  },
  {
    what: 'an objective that trains nothing because nothing has weights',
    document: flow(['points', 'data/points'], [['turn', 'flows/reverse']]),
    found: { severity: 'error', code: 'trains-nothing', node: 'nll' },
    words: ['trains nothing', 'no weight lies upstream of it'],
    fixes: [],
  },
  {
    what: 'a phase order that cannot work',
    document: autoencoderPlayedFirst(),
    found: {
      severity: 'warning',
      code: 'phase-order',
      node: 'game',
      received: 'Adversarial game, then Reconstruction',
    },
    words: ['Adversarial game runs before Reconstruction has trained the code'],
    fixes: ['Run Reconstruction first'],
  },
  {
    what: 'a masked path that leaks',
    document: masked('B'),
    found: {
      severity: 'error',
      code: 'autoregressive-leak',
      node: 'first',
      expected: 'each element given the previous ones',
    },
    words: ['is the first masked layer on the data and shows each element to itself'],
    fixes: ['Set mask to type A'],
  },
  {
    what: 'a coupling that never touches a dimension',
    document: flow(
      ['points', 'data/points'],
      [
        ['one', 'flows/coupling'],
        ['two', 'flows/coupling'],
      ],
    ),
    found: {
      severity: 'warning',
      code: 'flow-untouched',
      node: 'two',
      expected: 'every element transformed at least once',
    },
    words: ['1 of the 2 elements pass through the whole flow unchanged'],
    fixes: ['Turn swap on in Coupling'],
  },
  {
    what: 'a flow fed with levels',
    document: flow(
      ['digits', 'data/digits', { size: '14', binarisation: 'levels' }],
      [
        ['one', 'flows/coupling', { mask: 'checkerboard' }],
        ['two', 'flows/coupling', { mask: 'checkerboard', swap: true }],
      ],
    ),
    found: { severity: 'error', code: 'discrete-flow', node: 'one', port: 'x' },
    words: ['Coupling', 'integers'],
    fixes: ['Insert Dequantise'],
  },
  {
    what: 'a discriminator that sees the same examples on both sides',
    document: gan(['points.x -> discriminator.real', 'points.x -> discriminator.fake', ...scores]),
    found: { severity: 'error', code: 'one-sided', node: 'discriminator', received: 'the same examples twice' },
    words: ['Discriminator sees the same examples as real and as fake'],
    fixes: ['Connect "y" of Generator'],
  },
  {
    what: 'a game on one score',
    document: gan([...sides, 'discriminator.realScore -> game.realScore', 'discriminator.realScore -> game.fakeScore']),
    found: { severity: 'error', code: 'one-sided', node: 'game', port: 'fakeScore', expected: 'two scores' },
    words: ['the discriminator sees only one of them'],
    fixes: ['Take both scores from Discriminator'],
  },
  {
    what: 'a sigmoid before logits, in a separate layer',
    document: vae({ between: ['sigmoid', 'layers/activation', { function: 'sigmoid' }] }),
    found: { severity: 'error', code: 'range-mismatch', node: 'likelihood', expected: 'real', received: '0…1' },
    words: ['Bernoulli likelihood takes logits', 'Remove the sigmoid'],
    fixes: ['Remove the sigmoid in Activation'],
  },
  {
    what: 'a sigmoid before logits, at the end of the decoder’s own layers',
    document: vae({
      decoder: {
        layers: [
          dense({ units: 196, activation: 'sigmoid' }),
          { kind: 'layers/reshape', params: { shape: [14, 14, 1] } },
        ],
        readOut: 'none',
      },
    }),
    found: { severity: 'error', code: 'range-mismatch', node: 'likelihood', port: 'logits' },
    words: ['Bernoulli likelihood takes logits'],
    fixes: ['Remove the sigmoid in Decoder'],
  },
  {
    what: 'a likelihood with a different shape from the data',
    document: vae({ decoder: { outputShape: [28, 28, 1] } }),
    found: {
      severity: 'error',
      code: 'shape-mismatch',
      node: 'elbo',
      expected: '14 × 14 × 1',
      received: '28 × 28 × 1',
    },
    words: ['The data x is 14 × 14 × 1, but the likelihood is over 28 × 28 × 1'],
    fixes: ['Set the output shape to 14 × 14 × 1 in Decoder'],
  },
  {
    what: 'grey values under a Bernoulli',
    document: vae({ digits: { binarisation: 'none' } }),
    found: {
      severity: 'warning',
      code: 'range-mismatch',
      node: 'elbo',
      port: 'x',
      expected: 'binary',
      received: '0…1 in steps',
    },
    words: ['Grey values are not outcomes of a Bernoulli'],
    fixes: ['Set Binarisation to dynamic in Digits'],
  },
  {
    what: 'levels under a Bernoulli',
    document: vae({ digits: { binarisation: 'levels' } }),
    found: { severity: 'error', code: 'range-mismatch', node: 'elbo', port: 'x', received: '256 levels' },
    words: ['A Bernoulli has the outcomes 0 and 1'],
    fixes: ['Set Binarisation to dynamic in Digits'],
  },
]

describe('each fault is one problem with a message, and each of its fixes repairs the model', () => {
  test.each(cases)('$what', ({ document, found, words, fixes }) => {
    const problems = problemsOf(document)
    expect(problems).toMatchObject([found])
    const [problem] = problems
    for (const part of words) expect(problem?.message).toContain(part)
    const offered = problem?.fixes ?? []
    expect(offered.map(({ title }) => title)).toEqual(fixes)
    for (const fix of offered) {
      const left = problemsOf(applyFix(document, fix, definitions)).map(({ code }) => code)
      expect(left).toEqual([])
    }
  })
})
