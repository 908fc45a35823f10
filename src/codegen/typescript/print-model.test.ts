import { beforeAll, describe, expect, test } from 'vitest'
import { definitions } from '../../../nodes/index.ts'
import { compileDocument } from '../../compiler/program/compile.ts'
import type { Call, OpCall, Procedure, Program } from '../../compiler/program/program.ts'
import { builtInDatasets } from '../../engine/data/built-in-datasets.ts'
import { readDocument } from '../../graph/document-file.ts'
import type { Signal } from '../../graph/signals.ts'
import { toyDatasets } from '../../graph/toy-datasets.ts'
import { loadSources } from '../carried/load-sources.ts'
import { printedModel } from '../fixtures/printed-model.ts'
import { smallMixture, smallVae, statefulVae } from '../fixtures/small-graphs.ts'
import type { Sources } from '../plan/op-source.ts'
import { printProject } from './project.ts'

let sources: Sources
beforeAll(async () => {
  sources = await loadSources()
})

function compile(graph: typeof smallVae): Program {
  const result = compileDocument(readDocument(graph, definitions), definitions)
  if ('problems' in result) throw new Error(result.problems.map(({ message }) => message).join(' '))
  return result.program
}

const printed = (program: Program, path: string): string =>
  printProject(program, sources, builtInDatasets).find((file) => file.path === path)?.text ?? ''

test('a project with missing data is rejected', () => {
  expect(() => printProject(compile(smallVae), sources, toyDatasets)).toThrow(
    /^The node "digits" uses an unknown dataset\. No dataset is named "digits.*"; known: toy$/,
  )
})

describe('model.ts', () => {
  test('reads as if written by hand', () => {
    const text = printedModel(compile(smallVae), sources).text
    expect(text).toContain(`
/** Encoder: x [batch, 28, 28, 1] → mean [batch, 3], logVariance [batch, 3] */
export function encoder(
  { x }: { x: tf.Tensor },
  weights: Weights['encoder'],
): { mean: tf.Tensor; logVariance: tf.Tensor } {
  const { y: flatten1 } = flatten({ x }) // [batch, 784]
  const { y: hidden1 } = dense({ x: flatten1 }, weights.hidden1) // [batch, 12]
  const { y: hidden1Activation } = activation({ x: hidden1 }, { function: 'tanh' }) // [batch, 12]
  const { y: mean } = dense({ x: hidden1Activation }, weights.mean) // [batch, 3]
  const { y: logVariance } = dense({ x: hidden1Activation }, weights.logVariance) // [batch, 3]
  return { mean, logVariance }
}
`)
  })

  test('contains no unused call', () => {
    const program = compile(smallVae)
    const text = printedModel(program, sources).text
    const encode = text.slice(text.indexOf('export function encode('), text.indexOf('export function decode('))
    expect(encode).toContain('encoder(')
    expect(encode).not.toMatch(/bernoulliLikelihood|gaussianSampler|logVariance/)
  })

  test('returns new state only where it is wanted', () => {
    const text = printedModel(compile(statefulVae), sources).text
    expect(text).toContain('state: { batchNorm1: batchNorm1State }')
    expect(text).toMatch(
      /const \{ mean, logVariance, state: encoderState \} = encoder\(\n? *\{ x \},\s+weights\.encoder,\s+context\.within\('encoder'\)/,
    )
    expect(text).toMatch(/return \{ objective: loss, state: \{ encoder: encoderState \} \}/)
    const reconstruct = text.slice(text.indexOf('export function reconstruct('))
    expect(reconstruct).not.toContain('state')
  })

  test('and the other printed files have lines of at most 120 characters', () => {
    for (const { path, text } of printProject(compile(statefulVae), sources, builtInDatasets)) {
      const isPrinted = path.endsWith('.ts') && !/^(ops|engine)\//.test(path)
      if (isPrinted) expect(text.split('\n').filter((line) => line.length > 120)).toEqual([])
    }
  })

  test('distinguishes the draws of several applications of one function', () => {
    const program = compile(statefulVae)
    const applied = program.procedures.map((one) => ({
      ...one,
      calls: one.calls.map((call) => (call.target === 'encoder' ? { ...call, name: 'encoder/real' } : call)),
    }))
    expect(printedModel(program, sources).text).toContain("context.within('encoder')")
    const { text } = printedModel({ ...program, procedures: applied }, sources)
    expect(text).toContain("context.within('encoder/real/encoder')")
    expect(text).not.toContain("context.within('encoder')")
  })

  test('has a function for each phase of a game', () => {
    const program = compile(smallVae)
    const [objective, ...rest] = program.procedures
    const [phase] = program.phases
    if (!objective || !phase) throw new Error('There is no objective.')
    const game: Program = {
      ...program,
      procedures: [
        { ...objective, name: 'objective/gan/discriminator' },
        { ...objective, name: 'objective/gan/generator' },
        ...rest,
      ],
      phases: [
        { ...phase, procedure: 'objective/gan/discriminator', title: 'discriminator', repeats: 3 },
        { ...phase, procedure: 'objective/gan/generator', title: 'generator' },
      ],
    }
    const train = printed(game, 'train.ts')
    expect(train).toContain(
      'objective: (batch, weights, context) => objectiveGanDiscriminator(batch, weights, context)',
    )
    expect(train).toContain('objective: (batch, weights, context) => objectiveGanGenerator(batch, weights, context)')
    expect(train).toContain("name: 'gan/discriminator'")
    expect(train).toContain('repeats: discriminatorUpdates')
    expect(printed(game, 'hyperparameters.ts')).toContain('export const discriminatorUpdates = 3')
  })

  test('says why a Program cannot be printed', () => {
    const program = compile(smallVae)
    const without = (change: (calls: readonly Call[]) => readonly Call[]): Program => ({
      ...program,
      procedures: program.procedures.map((one) => ({ ...one, calls: change(one.calls) })),
    })
    const firstLeftOut = without((calls) => calls.slice(1))
    expect(() => printedModel(firstLeftOut, sources)).toThrow(
      /the value "encoder\.\w+", which no step computes|is read before/,
    )
    expect(() => printedModel({ ...program, functions: [] }, sources)).toThrow(
      /calls the function "\w+", which the Program does not have/,
    )
    expect(() => printedModel(program, {})).toThrow(/There is no source/)
  })
})

test('sampling-line.ts is printed for what the Program says of its ops, however their text says it', () => {
  const reworded = Object.fromEntries(
    Object.entries(sources).map(([path, text]) => [
      path,
      text.replace(/^(\w+)\.incremental = /m, "$1['incremental'] = "),
    ]),
  )
  const program = compile(smallMixture)
  const hasLine = (one: Program) =>
    printProject(one, reworded, builtInDatasets).some(({ path }) => path === 'sampling-line.ts')
  expect(hasLine(program)).toBe(true)
  const atOnce: Program = JSON.parse(
    JSON.stringify(program).replaceAll('"isIncremental":true', '"isIncremental":false'),
  )
  expect(hasLine(atOnce)).toBe(false)
})

describe('transforms', () => {
  const flow: Signal = { signal: 'flow', shape: [2], range: 'real' }
  const call = (
    name: string,
    target: string,
    input: [string, string],
    output: [string, string],
    more: Partial<OpCall>,
  ) =>
    ({
      call: 'op',
      target,
      name,
      node: name,
      inputs: Object.fromEntries([input]),
      outputs: { [output[0]]: { name: output[1], signal: flow } },
      weights: {},
      params: {},
      usesContext: false,
      ...more,
    }) satisfies OpCall

  test('run forward and inverse, both in one procedure', () => {
    const weights = { shift: 'shift/shift' }
    const reconstruct: Procedure = {
      name: 'reconstruct',
      summary: 'There and back.',
      inputs: [{ name: 'x.flow', signal: flow, source: { from: 'caller', meaning: 'A flow.' } }],
      calls: [
        call('shift', 'flows/shift', ['x', 'x.flow'], ['z', 'shift.z'], { weights }),
        call('shift', 'flows/shift', ['z', 'shift.z'], ['x', 'shiftInverse.x'], { weights, direction: 'inverse' }),
      ],
      outputs: { mean: 'shiftInverse.x' },
    }
    const initialiser = { initialiser: 'zeros' } as const
    const program: Program = {
      ...compile(smallVae),
      parameters: [{ name: 'shift/shift', shape: [2], initialiser, node: 'shift', trainable: true, frozen: false }],
      functions: [],
      procedures: [reconstruct],
    }
    const op = 'export const shift = {\n  forward({ x }: X, weights: W) {},\n  inverse({ z }: Z, weights: W) {},\n}\n'
    const { text } = printedModel(program, { 'nodes/flows/shift/shift.op.ts': op })
    expect(text).toContain("import { shift } from './ops/shift.ts'")
    expect(text).toMatch(/const \{ z(: \w+)? \} = shift\.forward\(\{ x: \w+ \}, weights\.shift\)/)
    expect(text).toMatch(/const \{ x(: \w+)? \} = shift\.inverse\(\{ z(: \w+)? \}, weights\.shift\)/)
  })
})
