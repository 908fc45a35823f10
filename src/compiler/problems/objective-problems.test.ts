import { describe, expect, it } from 'vitest'
import { definitions } from '../../../nodes/index.ts'
import { applyFix } from '../../graph/apply-edit.ts'
import { readDocument } from '../../graph/document-file.ts'
import type { JsonObject } from '../../graph/json.ts'
import { inferGraph } from '../inference/infer.ts'
import { compileGraph } from '../program/compile.ts'
import type { Program } from '../program/program.ts'

const node = (id: string, kind: string, params: JsonObject = {}): JsonObject => ({ id, kind, version: 1, params })
const dense = (units: number): JsonObject => ({ kind: 'layers/dense', params: { units, activation: 'tanh' } })
const encoder = (id: string, units = 3) => node(id, 'networks/encoder', { layers: [dense(units)], output: 'features' })
const critic = (id: string) => node(id, 'networks/discriminator', { layers: [dense(4)] })
const scores = (from: string, to: string) => [
  `${from}.realScore -> ${to}.realScore`,
  `${from}.fakeScore -> ${to}.fakeScore`,
]

const parts: readonly JsonObject[] = [
  node('points', 'data/points'),
  node('noise', 'stochastic/noise', { shape: [3] }),
  node('generator', 'networks/generator', { layers: [dense(5)], outputShape: [2] }),
  critic('critic'),
  node('game', 'objectives/adversarial-game'),
]

function read(nodes: readonly JsonObject[], wires: readonly string[]) {
  const file = {
    format: 'genloom',
    version: 1,
    title: 'Games',
    nodes,
    wires,
    training: { seed: 1, batchSize: 16, budget: { unit: 'steps', amount: 1 } },
  }
  const document = readDocument(file, definitions)
  const typed = inferGraph(document, definitions)
  const compilation = compileGraph(typed)
  const program: Program | undefined = 'program' in compilation ? compilation.program : undefined
  return { document, problems: typed.problems, program }
}
const gives = (program: Program | undefined, name: string) => program?.procedures.some((one) => one.name === name)

const gan = [
  'noise.z -> generator.z',
  'points.x -> critic.real',
  'generator.y -> critic.fake',
  ...scores('critic', 'game'),
]

describe('a code that is guessed from the fakes', () => {
  // InfoGAN (Chen et al. 2016): the game before and after the objective, which explains a draw instead of data.
  const guess = [
    encoder('guess'),
    node('about', 'stochastic/gaussian-likelihood'),
    node('info', 'objectives/reconstruction'),
  ]
  const wires = ['generator.y -> guess.x', 'guess.y -> about.mean', 'about.p -> info.likelihood', 'noise.z -> info.x']
  it.each([
    ['after the game', [...parts, ...guess]],
    ['before the game', [...guess, ...parts]],
  ])('is not an autoencoder, listed %s, and requires no order of phases', (_, nodes) => {
    const { problems, program } = read(nodes, [...gan, ...wires])
    expect(problems).toEqual([])
    expect(program?.density.density).toBe('implicit')
    expect(program?.procedures.find(({ name }) => name === 'sample')?.inputs.map(({ source }) => source.from)).toEqual([
      'caller',
    ])
  })
})

describe('a game on pairs of example and code', () => {
  const nodes = [...parts, encoder('inference'), node('real', 'layers/concat'), node('fake', 'layers/concat')]
  const pairs = ['points.x -> inference.x', 'noise.z -> generator.z', 'real.y -> critic.real', 'fake.y -> critic.fake']
  const straight = ['points.x -> real.x1', 'inference.y -> real.x2', 'generator.y -> fake.x1', 'noise.z -> fake.x2']
  const crossed = ['points.x -> real.x2', 'inference.y -> real.x1', 'generator.y -> fake.x2', 'noise.z -> fake.x1']
  it.each([
    ['example first', straight],
    ['code first', crossed],
  ])('reports that no phase trains the encoder, and samples only the example: %s', (_, wires) => {
    const { document, problems, program } = read(nodes, [...pairs, ...wires, ...scores('critic', 'game')])
    expect(problems).toMatchObject([{ severity: 'warning', code: 'never-trained', node: 'inference' }])
    expect(problems[0]?.message).toMatch(/"discriminator" of Adversarial game and "generator" of Adversarial game/)
    const sample = program?.procedures.find(({ name }) => name === 'sample')
    const last = sample?.calls
      .flatMap(({ outputs }) => Object.values(outputs))
      .find(({ name }) => name === sample.outputs.mean)
    expect(last?.signal).toMatchObject({ shape: [2] })
    expect(sample?.inputs).toHaveLength(1)
    const fix = problems[0]?.fixes[0]
    const fixed = fix ? applyFix(document, fix, definitions) : document
    expect(inferGraph(fixed, definitions).problems).toEqual([])
  })
})

describe('fakes made of the real examples', () => {
  const copies = ['points.x -> generator.z', ...gan.filter((wire) => !wire.startsWith('noise'))]
  it('are reported, and there is nothing to sample', () => {
    const { problems, program } = read(parts, copies)
    expect(problems.filter(({ severity }) => severity !== 'info')).toMatchObject([
      { severity: 'warning', code: 'fakes-read-x' },
    ])
    expect(gives(program, 'sample')).toBe(false)
    expect(program?.density).toMatchObject({ density: 'none' })
    expect(program?.absent.find(({ name }) => name === 'sample')?.reason).toMatch(/computed from x itself/)
  })
  it('are valid if an objective explains the examples through them, which then determines the reading', () => {
    const through = [node('about', 'stochastic/gaussian-likelihood'), node('describe', 'objectives/reconstruction')]
    const wires = ['generator.y -> about.mean', 'about.p -> describe.likelihood', 'points.x -> describe.x']
    const { problems, program } = read([...parts, ...through], [...copies, ...wires])
    expect(problems.filter(({ severity }) => severity === 'warning')).toEqual([])
    expect(gives(program, 'sample')).toBe(false)
    expect(gives(program, 'reconstruct')).toBe(true)
  })
})

describe('several objectives of one reading', () => {
  const second = [critic('second'), node('other', 'objectives/adversarial-game')]
  const wires = ['points.x -> second.real', 'generator.y -> second.fake', ...scores('second', 'other')]
  it('say which of them the samples come from', () => {
    const { problems, program } = read([...parts, ...second], [...gan, ...wires])
    expect(problems).toMatchObject([{ severity: 'warning', code: 'objective-not-read', node: 'other' }])
    expect(gives(program, 'sample')).toBe(true)
  })

  const describing = [
    encoder('inner'),
    node('about', 'stochastic/gaussian-likelihood'),
    node('describe', 'objectives/reconstruction'),
  ]
  // An adversarial autoencoder with a second critic, on the decoded codes.
  const onCodes = ['points.x -> inner.x', 'inner.y -> generator.z', 'inner.y -> second.fake', 'noise.z -> second.real']
  const onExamples = ['points.x -> critic.real', 'generator.y -> critic.fake', ...scores('critic', 'game')]
  const explained = ['generator.y -> about.mean', 'about.p -> describe.likelihood', 'points.x -> describe.x']
  it.each([
    ['first', [...describing, ...second, ...parts]],
    ['last', [...describing, ...parts, ...second]],
  ])('of two games the one on codes is read, listed %s', (_, nodes) => {
    const { problems, program } = read(nodes, [...onCodes, ...onExamples, ...explained, ...scores('second', 'other')])
    expect(problems).toMatchObject([{ code: 'objective-not-read', node: 'game' }])
    expect(gives(program, 'encode')).toBe(true)
    expect(program?.procedures.find(({ name }) => name === 'sample')?.inputs).toHaveLength(1)
  })
})

describe('likelihoods of several readings', () => {
  const flow = [
    node('one', 'flows/coupling'),
    node('two', 'flows/coupling', { swap: true }),
    node('base', 'stochastic/standard-normal'),
    node('change', 'objectives/change-of-variables'),
  ]
  const chain = [
    node('made', 'masked/made', { hidden: [8], output: 'gaussian' }),
    node('about', 'stochastic/gaussian-likelihood', { variance: 'predicted' }),
    node('nll', 'objectives/negative-log-likelihood'),
  ]
  const wires = [
    ...['points.x -> one.x', 'one.y -> two.x', 'two.y -> change.z1', 'base.p -> change.base'],
    ...['points.x -> made.x', 'made.mean -> about.mean', 'made.logVariance -> about.logVariance'],
    ...['about.p -> nll.likelihood', 'points.x -> nll.x'],
  ]
  it.each([
    ['first', [...flow, ...chain]],
    ['last', [...chain, ...flow]],
  ])('say which of them the density is of, the flow listed %s', (_, nodes) => {
    const { problems, program } = read([node('points', 'data/points'), ...nodes], wires)
    const told = problems.filter(({ code }) => code === 'objective-not-read')
    expect(told).toMatchObject([{ severity: 'warning', node: 'nll' }])
    expect(told[0]?.message).toMatch(/samples and the density come from Negative log-likelihood/)
    expect(program?.density.likelihood?.phase).toBe('objective/change')
  })
})

it('codes that nothing decodes are not samples', () => {
  const nodes = [...parts.filter(({ id }) => id !== 'generator'), encoder('inner')]
  const wires = ['points.x -> inner.x', 'noise.z -> critic.real', 'inner.y -> critic.fake', ...scores('critic', 'game')]
  const { program } = read(nodes, wires)
  expect(gives(program, 'sample')).toBe(false)
  expect(program?.density.density).toBe('none')
})

it('labels predicted from examples do not make an autoencoder', () => {
  const nodes = [
    node('digits', 'data/digits', { size: '14' }),
    encoder('told', 10),
    node('about', 'stochastic/bernoulli-likelihood'),
    node('tell', 'objectives/reconstruction'),
  ]
  const wires = ['digits.x -> told.x', 'told.y -> about.logits', 'about.p -> tell.likelihood', 'digits.label -> tell.x']
  const { program } = read(nodes, wires)
  expect(program?.density.density).toBe('none')
  expect(gives(program, 'reconstruct')).toBe(false)
})
