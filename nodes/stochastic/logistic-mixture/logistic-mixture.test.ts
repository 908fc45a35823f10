// Models of real numbers with mixtures of logistics: their errors, warnings and fixes, all applicable checks, and learning a
// known density.
import * as tf from '@tensorflow/tfjs-core'
import '../../../src/engine/backends/register-gradients.ts'
import '@tensorflow/tfjs-backend-wasm'
import { beforeAll, describe, expect, test } from 'vitest'
import { readDatasets } from '../../../src/cli/datasets.ts'
import { inferGraph } from '../../../src/compiler/inference/infer.ts'
import { compileDocument } from '../../../src/compiler/program/compile.ts'
import { registerWasmKernels } from '../../../src/engine/backends/wasm-kernels/register.ts'
import { densityOf, momentsOf } from '../../../src/engine/math/distributions/fixtures/double-logistic-mixture.ts'
import { intrinsics } from '../../../src/engine/math/intrinsics.ts'
import type { Distribution } from '../../../src/engine/math/op.ts'
import { applyFix } from '../../../src/graph/apply-edit.ts'
import type { GraphDocument } from '../../../src/graph/document.ts'
import { readDocument } from '../../../src/graph/document-file.ts'
import {
  check,
  compileToy,
  failuresOf,
  passedByAll,
  passesOf,
  type ToyGraph,
} from '../../../src/runtime/checks/fixtures/checked-model.ts'
import { type Op, opsOf } from '../../../src/runtime/op-of.ts'
import { createDataFeed } from '../../../src/runtime/program/data-feed.ts'
import { createModel } from '../../../src/runtime/program/model.ts'
import { createTrainer } from '../../../src/runtime/training/trainer.ts'
import { definitions } from '../../index.ts'
import { graphJson, type SmallGraph, testDefinitions } from '../../masked/fixtures/small-models.ts'
import { ops } from '../../ops.ts'
import { logisticMixture } from './logistic-mixture.op.ts'

beforeAll(async () => {
  registerWasmKernels()
  await tf.setBackend('wasm')
})

const kind = 'stochastic/logistic-mixture'

test('the numbers of each channel are logits, means as offsets from distinct points, and bounded log-scales', () => {
  const parameters = [
    [0.5, -0.5, 1, -1, 0.2, -2],
    [0, 0, 0, 0, 9, -9],
  ]
  const { p } = logisticMixture({ parameters: tf.tensor2d([parameters.flat()]) }, { components: 2 })
  const mixtures = parameters.map(([a, b, m, n, s, t]) => ({
    logits: [a!, b!],
    means: [m! + Math.log(1 / 3), n! + Math.log(3)],
    logScales: [Math.min(7, s!), Math.max(-7, t!)],
  }))
  const x = [0.3, 1.5]
  const expected = x.reduce((sum, at, i) => sum + Math.log(densityOf(mixtures[i]!, at)), 0)
  expect(p.logProb(tf.tensor2d([x])).dataSync()[0]).toBeCloseTo(expected, 4)
  const means = [...p.mean([]).dataSync()]
  for (const [i, mixture] of mixtures.entries()) expect(means[i]).toBeCloseTo(momentsOf(mixture).mean, 5)
})

const right = opsOf(ops, intrinsics)
const made = (components: number, params = {}) =>
  [
    'made',
    'masked/made',
    { hidden: [12], output: 'several', outputs: 3 * components, activation: 'tanh', ...params },
  ] as const
const likelihood = (components: number) => ['likelihood', kind, { components }] as const

describe('the checks', () => {
  const masked = (components: number, masks = 1): ToyGraph => ({
    data: { shape: [2] },
    nodes: [
      made(components, masks > 1 ? { masks, order: 'random' } : {}),
      likelihood(components),
      ...(masks > 1 ? [['mixture', 'stochastic/equal-mixture'] as const] : []),
      ['nll', 'objectives/negative-log-likelihood'],
    ],
    wires: [
      'data.x -> made.x',
      'made.y -> likelihood.parameters',
      'data.x -> nll.x',
      ...(masks > 1
        ? ['likelihood.p -> mixture.components', 'mixture.p -> nll.likelihood']
        : ['likelihood.p -> nll.likelihood']),
    ],
  })
  const checked = (graph: ToyGraph, op?: Op) =>
    check(compileToy(graph, definitions), new Map([...right, ...(op ? [[kind, op] as const] : [])]), graph.data)
  const passes = [
    ...passedByAll,
    'What a step changes',
    'Gradient of the objective',
    'No leak, by moving elements',
    'No leak, by gradient',
    'Nats of the objective',
    'Density adds up to one',
    'Samples against the density',
    'Draws one by one against a sweep',
  ]

  test.each([
    ['three components', masked(3), passes],
    ['one component, whose entropy has a closed form', masked(1), [...passes, 'Draws against the entropy']],
    ['an equal mixture over three masks', masked(2, 3), passes],
  ])('pass on a masked autoencoder with %s', { timeout: 60_000 }, async (_, graph, expected) => {
    const results = await checked(graph)
    expect(failuresOf(results)).toEqual([])
    expect(passesOf(results)).toEqual(expected)
  })

  const faulty = (change: (p: Distribution) => Partial<Distribution>): Op => {
    const wrong = (...given: Parameters<typeof logisticMixture>) => {
      const { p } = logisticMixture(...given)
      return { p: { ...p, ...change(p) } as Distribution }
    }
    return opsOf({ [kind]: wrong }).get(kind)!
  }

  test('detect a density without its scale, and draws that are too wide', { timeout: 60_000 }, async () => {
    const heavy = faulty((p) => ({ logProb: (x) => tf.add(p.logProb(x), 0.1) }))
    expect(failuresOf(await checked(masked(3), heavy))).toContain('Density adds up to one')
    const wide = faulty((p) => ({ sample: (context, shape) => tf.mul(1.3, p.sample(context, shape)) }))
    expect(failuresOf(await checked(masked(3), wide))).toContain('Samples against the density')
  })
})

describe('in a graph', () => {
  const document = (graph: SmallGraph): GraphDocument => readDocument(graphJson(graph), testDefinitions)
  const problems = (opened: GraphDocument) => inferGraph(opened, testDefinitions).problems
  const graph = (data: SmallGraph['data'], made: SmallGraph['nodes'][number]): SmallGraph => ({
    data,
    nodes: [made, likelihood(10)],
    wires: ['data.x -> made.x', 'made.y -> likelihood.parameters', 'likelihood.p -> nll.likelihood'],
  })

  test('real numbers are fine', () => {
    expect(problems(document(graph({ shape: [2], range: 'real' }, made(10))))).toEqual([])
  })

  test.each(['levels256', 'binary'] as const)('a warning says that %s are not real numbers, with a fix', (range) => {
    const opened = document(graph({ shape: [4], range }, made(10)))
    const [problem, ...more] = problems(opened)
    expect(problem).toMatchObject({
      code: 'discrete-density',
      severity: 'warning',
      fixes: [{ title: 'Insert Dequantise' }],
    })
    expect(more).toEqual([])
    expect(problems(applyFix(opened, problem!.fixes[0]!, testDefinitions))).toEqual([])
  })

  test.each([
    ['one number each', { output: 'one' }],
    ['too few numbers', { output: 'several', outputs: 12 }],
    ['too many numbers', { output: 'several', outputs: 47 }],
  ])('a masked autoencoder with %s is fixed to the right number', (_, params) => {
    const opened = document(graph({ shape: [2], range: 'real' }, made(10, params)))
    const [problem] = problems(opened)
    expect(problem).toMatchObject({ code: 'wrong-channels', fixes: [{ title: 'Output 30 numbers in MADE' }] })
    expect(problems(applyFix(opened, problem!.fixes[0]!, testDefinitions))).toEqual([])
  })
})

test('on eight Gaussians it comes near the entropy', { timeout: 120_000 }, async () => {
  const nodes = [
    ['points', 'data/points', { distribution: 'eight-gaussians' }],
    made(8, { hidden: [64, 64], activation: 'relu' }),
    likelihood(8),
    ['nll', 'objectives/negative-log-likelihood', { learningRate: 0.003 }],
  ] as const
  const json = {
    format: 'genloom',
    version: 1,
    title: 'Modes',
    nodes: nodes.map(([id, kind, params]) => ({ id, kind, version: 1, params })),
    wires: [
      'points.x -> made.x',
      'points.x -> nll.x',
      'made.y -> likelihood.parameters',
      'likelihood.p -> nll.likelihood',
    ],
    training: { seed: 1, batchSize: 128, budget: { unit: 'steps', amount: 800 } },
  }
  const compiled = compileDocument(readDocument(json, definitions), definitions)
  if ('problems' in compiled) throw new Error(compiled.problems[0]!.message)
  const { program } = compiled
  const feed = createDataFeed(program, await readDatasets(program.data.map(({ dataset }) => dataset)))
  const trainer = createTrainer(createModel(program, right), feed)
  const losses: number[] = []
  for (let step = 1; step <= 800; step++) {
    trainer.advance()
    if (step % 100 === 0) losses.push(...(await trainer.readMetrics()).map(({ metrics }) => metrics.loss!))
  }
  trainer.dispose()
  // Every step draws new points, and -log p(x) has a standard deviation of about one: its mean over the last 12,800 has a
  // standard error of 0.01.
  const entropy = 2.832
  const last = losses.slice(-100).reduce((sum, loss) => sum + loss, 0) / 100
  expect(losses[0]).toBeGreaterThan(entropy + 1)
  expect(last).toBeGreaterThan(entropy - 0.05)
  expect(last).toBeLessThan(entropy + 0.2)
})
