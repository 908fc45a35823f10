// Every pass leaves what a Program computes and draws unchanged: for the templates, and for random Programs in which
// there is something to simplify. An interpreter of texts that shares no code with the passes determines their meaning.
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { definitions } from '../../../nodes/index.ts'
import { readTemplates } from '../../../templates/index.ts'
import { optimise } from '../../compiler/optimise/optimise.ts'
import { compileDocument } from '../../compiler/program/compile.ts'
import type { ProcedureName, Program } from '../../compiler/program/program.ts'
import { stackedProgram, stacks } from '../fixtures/stacked-program.ts'
import { Reader } from '../fixtures/terms.ts'
import { columnsOf } from './columns.ts'
import type { Draft, OpStep, Step } from './draft.ts'
import { draftOf } from './draft-of.ts'
import { takeMeans } from './gaussian-means.ts'
import { draftPasses, simplify } from './simplify.ts'

function expectSameMeaning(program: Program): Draft {
  const reader = new Reader()
  const expectMeaning = (draft: Draft, pass: string) => {
    for (const procedure of program.procedures) {
      expect(reader.draft(draft, procedure.name), `${procedure.name} after ${pass}`).toEqual(
        reader.program(program, procedure),
      )
    }
  }
  let draft = draftOf(program)
  expectMeaning(draft, 'drafting')
  for (const [name, pass] of Object.entries(draftPasses)) {
    draft = pass(draft)
    expectMeaning(draft, name)
  }
  return draft
}

const flat = (steps: readonly Step[]): readonly Step[] =>
  steps.flatMap((step) => (step.step === 'loop' ? [step, ...flat(step.body)] : [step]))

describe('templates', () => {
  const programs = new Map(
    readTemplates(definitions).map(({ name, document }) => {
      const compiled = compileDocument(document, definitions)
      if ('problems' in compiled) throw new Error(`${name} does not compile`)
      return [name, compiled.program]
    }),
  )
  const drafts = new Map<string, Draft>()

  test.each([...programs])('%s computes and draws what it did', (name, program) => {
    drafts.set(name, expectSameMeaning(optimise(takeMeans(program))))
  })

  test('Glow has one coupling and its inverse, and loops over its steps', () => {
    const { functions } = simplify(programs.get('glow')!)
    expect(functions.map(({ name }) => name)).toEqual([
      'coupling',
      'split',
      'couplingInverse',
      'splitInverse',
      'forward',
    ])
    const forward = functions.find(({ name }) => name === 'forward')!
    const loops = forward.steps.filter((step) => step.step === 'loop')
    expect(loops.map(({ body, columns }) => [body.length, columns.map(({ name }) => name)])).toEqual([
      [3, ['norm', 'mix', 'coupling', 'seed']],
      [3, ['norm', 'mix', 'coupling']],
    ])
  })

  test('a VAE samples and reconstructs by decoding, and encodes without a draw', () => {
    const { procedures } = simplify(programs.get('vae')!)
    const targets = (name: string) =>
      procedures
        .find(({ procedure }) => procedure.name === name)!
        .steps.map(({ step, ...rest }) => ('target' in rest ? rest.target : step))
    expect(targets('encode')).toEqual(['encoder'])
    expect(targets('sample')).toEqual(['stochastic/standard-normal', 'math/draw', 'procedure decode'])
    expect(targets('reconstruct')).toContain('procedure decode')
    expect(targets('interpolate')).toContain('procedure decode')
  })
})

describe('a path that procedures share', () => {
  const shared = stackedProgram({ layers: [3, 4, 7, 4, 3, 7, 7, 3, 4, 4, 7, 3], skips: [], shared: 12 })
  const titleFor = (...names: readonly ProcedureName[]) => {
    const procedures = shared.procedures.slice(0, names.length)
    const renamed = procedures.map((one, place) => ({ ...one, name: names[place] ?? one.name }))
    return simplify({ ...shared, procedures: renamed }).functions.find(({ isPath }) => isPath)?.title
  }

  test('has a title that lists them', () => {
    expect(titleFor('encode', 'logProb')).toBe('What encode and logProb have in common')
    expect(titleFor('objective/a', 'encode', 'logProb')).toBe('What objective, encode and logProb have in common')
  })

  test('is of the objectives if it is in several of them', () => {
    expect(titleFor('objective/a/one', 'objective/a/two')).toBe('What the objectives have in common')
    expect(titleFor('objective/a/one', 'objective/a/two', 'logProb')).toBe(
      'What the objectives and logProb have in common',
    )
  })
})

describe('the columns of a loop', () => {
  const step = (round: number): OpStep => ({
    step: 'op',
    node: 'net',
    inputs: {},
    outputs: {},
    usesContext: false,
    target: 'toy/op',
    place: { path: `rate${round}` },
    weights: undefined,
    params: { rate: { given: 'rate' }, gain: { given: 'gain' }, rate2: { value: round } },
    functions: {},
    direction: undefined,
    movesState: false,
  })

  test('have other names than the settings that the function around it is given', () => {
    const names = columnsOf([step(1), step(2), step(3)], 1)?.list.map(({ name }) => name)
    expect(names).toEqual(['rate2', 'rate22'])
  })
})

describe('the mean of a Gaussian', () => {
  const program = stackedProgram({ layers: [0, 0], skips: [], shared: 2 })
  const call = {
    call: 'op',
    name: 'q',
    node: 'q',
    target: 'toy/gaussian',
    inputs: { m: 'x', s: 'x' },
    weights: {},
    params: {},
    usesContext: true,
  } as const
  const signal = { signal: 'distribution', family: 'normal', shape: [2], range: 'real' } as const
  const tensor = { signal: 'tensor', shape: [2], range: 'real' } as const
  const mean = {
    call: 'operation',
    name: 'q/mean',
    node: 'q',
    target: 'math/mean',
    inputs: { p: 'q.p' },
    params: {},
    usesContext: false,
    outputs: { y: { name: 'mean', signal: tensor } },
  } as const
  const withMean = (means: { readonly means?: Readonly<Record<string, string>> }): Program => ({
    ...program,
    procedures: [
      {
        name: 'encode',
        summary: '',
        inputs: [{ name: 'x', signal: tensor, source: { from: 'caller', meaning: '' } }],
        calls: [{ ...call, ...means, outputs: { p: { name: 'q.p', signal } } }, mean],
        outputs: { latent: 'mean' },
      },
    ],
  })

  test('is the mean that it was made with', () => {
    const [encode] = optimise(takeMeans(withMean({ means: { p: 'm' } }))).procedures
    expect(encode).toMatchObject({ calls: [], outputs: { latent: 'x' } })
  })

  test('is kept for a distribution about which nothing is known', () => {
    const before = withMean({})
    expect(takeMeans(before)).toBe(before)
  })
})

describe('random Programs', () => {
  test('compute and draw the same as before', () => {
    const found = { loops: 0, shared: 0, paths: 0, settings: 0 }
    fc.assert(
      fc.property(stacks, (stack) => {
        const draft = expectSameMeaning(stackedProgram(stack))
        const steps = flat([...draft.functions, ...draft.procedures].flatMap((body) => body.steps))
        found.loops += steps.filter(({ step }) => step === 'loop').length
        found.shared +=
          draftOf(stackedProgram(stack)).functions.length - draft.functions.filter(({ isPath }) => !isPath).length
        found.paths += draft.functions.filter(({ isPath }) => isPath).length
        found.settings += draft.functions.filter(({ params }) => Object.keys(params).length > 0).length
      }),
      { numRuns: 150 },
    )
    // Each of these has occurred.
    for (const [what, count] of Object.entries(found)) expect(count, what).toBeGreaterThan(10)
  })
})
