// How the compiler reads adversarial games: what each phase trains, what can be sampled, and the problems.
import { describe, expect, test } from 'vitest'
import { definitions } from '../../../nodes/index.ts'
import { applyFix } from '../../graph/apply-edit.ts'
import type { GraphDocument } from '../../graph/document.ts'
import { readDocument } from '../../graph/document-file.ts'
import { addNode, connect, createNode, placeBefore, setFrozen, setMode, setParam } from '../../graph/edits.ts'
import type { JsonObject } from '../../graph/json.ts'
import { smallAdversarialAutoencoder, smallGan } from '../fixtures/games.ts'
import { inferGraph } from '../inference/infer.ts'
import { compileDocument } from '../program/compile.ts'
import { findProcedure, type Program } from '../program/program.ts'

const read = (json: JsonObject): GraphDocument => readDocument(json, definitions)
const problemsOf = (document: GraphDocument) => inferGraph(document, definitions).problems
const codes = (document: GraphDocument) => problemsOf(document).map((one) => `${one.severity} ${one.node} ${one.code}`)

function compile(document: GraphDocument): Program {
  const result = compileDocument(document, definitions)
  if ('problems' in result) throw new Error(result.problems.map(({ message }) => message).join(' '))
  return result.program
}

/** The node of each trained weight, once, by phase. */
const owners = (program: Program) =>
  program.phases.map(({ procedure, trains }) => [
    procedure,
    [...new Set(trains.map((name) => name.slice(0, name.indexOf('/'))))],
  ])

/** An endpoint as files write it. */
const at = (text: string) => {
  const [node = '', port = ''] = text.split('.')
  return { node, port }
}
const wired = (document: GraphDocument, from: string, to: string) => connect(document, at(from), at(to))

describe('a GAN', () => {
  const gan = read(smallGan({ game: { discriminatorSteps: 3, discriminatorLearningRate: 0.01 } }))
  const program = compile(gan)

  test('trains the discriminator on its own loss, and only the generator on the other', () => {
    expect(codes(gan)).toEqual([])
    expect(owners(program)).toEqual([
      ['objective/game/discriminator', ['discriminator']],
      ['objective/game/generator', ['generator']],
    ])
    expect(program.phases.flatMap(({ trains }) => trains)).toHaveLength(program.parameters.length)
  })

  test('gives each side its own optimiser and the discriminator its number of steps', () => {
    const [discriminator, generator] = program.phases
    expect(discriminator).toMatchObject({
      repeats: 3,
      optimiser: { optimiser: 'adam', learningRate: 0.01, beta1: 0.5 },
    })
    expect(generator).toMatchObject({ repeats: 1, optimiser: { optimiser: 'adam', learningRate: 0.0002, beta1: 0.5 } })
  })

  test('has one set of weights for both applications of the discriminator', () => {
    const names = program.parameters.map(({ name }) => name).filter((name) => name.startsWith('discriminator'))
    expect(names).toEqual([
      'discriminator/hidden1/kernel',
      'discriminator/hidden1/bias',
      'discriminator/score/kernel',
      'discriminator/score/bias',
    ])
    expect(program.functions.filter(({ node }) => node === 'discriminator')).toHaveLength(1)
  })

  test("the generator's loss reads no data and does not judge real examples", () => {
    const procedure = findProcedure(program, 'objective/game/generator')
    expect(procedure?.inputs.map(({ name }) => name)).toEqual(['count'])
    expect(procedure?.calls.map(({ name }) => name)).toEqual([
      'noise',
      'generator',
      'discriminator/fakeScore',
      'game/generator',
    ])
  })

  test('is sampled from noise through the generator, and has no density', () => {
    expect(findProcedure(program, 'sample')).toMatchObject({
      inputs: [{ name: 'count' }],
      calls: [{ name: 'noise' }, { name: 'generator' }],
      outputs: { mean: 'generator.y' },
    })
    expect(program.density.density).toBe('implicit')
    expect(program.absent.map(({ name }) => name)).toEqual(['logProb', 'encode'])
  })

  test('a penalty receives the critic and its inputs', () => {
    const { calls, inputs } = findProcedure(
      compile(read(smallGan({ game: { loss: 'wasserstein' } }))),
      'objective/game/discriminator',
    )!
    const values = [...inputs, ...calls.flatMap(({ outputs }) => Object.values(outputs))].map(({ name }) => name)
    const loss = calls.at(-1)!
    expect(loss).toMatchObject({ target: 'objectives/critic-loss', functions: { critic: 'discriminator' } })
    expect(loss.inputs).toMatchObject({ realExamples: 'points.x', fakeExamples: 'generator.y' })
    for (const name of Object.values(loss.inputs)) expect(values).toContain(name)
  })
})

describe('an adversarial autoencoder', () => {
  const autoencoder = read(smallAdversarialAutoencoder())
  const program = compile(autoencoder)

  test('runs its three phases in order, each on its own weights', () => {
    expect(codes(autoencoder)).toEqual([])
    expect(owners(program)).toEqual([
      ['objective/reconstruction', ['encoder', 'decoder']],
      ['objective/game/discriminator', ['discriminator']],
      ['objective/game/generator', ['encoder']],
    ])
  })

  test('is a model of the data: it samples, encodes, decodes, reconstructs and interpolates', () => {
    const names = program.procedures.map(({ name }) => name).filter((name) => !name.startsWith('objective/'))
    expect(names).toEqual(['sample', 'encode', 'decode', 'reconstruct', 'interpolate'])
    const callsOf = (name: 'sample' | 'encode' | 'decode' | 'reconstruct') =>
      findProcedure(program, name)?.calls.map((call) => call.name)
    expect(callsOf('sample')).toEqual(['prior', 'decoder', 'likelihood', 'likelihood/mean'])
    expect(callsOf('encode')).toEqual(['encoder'])
    expect(callsOf('decode')).toEqual(['decoder', 'likelihood', 'likelihood/mean'])
    expect(callsOf('reconstruct')).toEqual(['encoder', 'decoder', 'likelihood', 'likelihood/mean'])
  })

  test('the game before the reconstruction is a warning, and the fix swaps them', () => {
    const early = placeBefore(autoencoder, 'game', 'reconstruction')
    expect(codes(early)).toEqual(['warning game phase-order'])
    const fixed = applyFix(early, problemsOf(early)[0]!.fixes[0]!, definitions)
    expect(codes(fixed)).toEqual([])
    expect(compile(fixed).phases.map(({ procedure }) => procedure)).toEqual(program.phases.map((one) => one.procedure))
  })
})

describe('a game beside the evidence lower bound', () => {
  const [dense, size] = [{ kind: 'layers/dense', params: { units: 4 } }, { size: '14' }]
  /** The discriminator compares `fake` with `real`. */
  const beside = (real: string, fake: string): GraphDocument => {
    const nodes: readonly (readonly [string, string, JsonObject?])[] = [
      ['digits', 'data/digits', size],
      ['encoder', 'networks/encoder', { layers: [dense], latent: 2 }],
      ['sampler', 'stochastic/gaussian-sampler'],
      ['decoder', 'networks/decoder', { layers: [dense], outputShape: [14, 14, 1] }],
      ['likelihood', 'stochastic/bernoulli-likelihood'],
      ['prior', 'stochastic/standard-normal'],
      ['noise', 'stochastic/noise', { shape: [2] }],
      ['discriminator', 'networks/discriminator', { layers: [dense] }],
      ['game', 'objectives/adversarial-game'],
      ['elbo', 'objectives/evidence-lower-bound'],
    ]
    const wires = [
      'digits.x -> encoder.x',
      'encoder.mean -> sampler.mean',
      'encoder.logVariance -> sampler.logVariance',
      'sampler.z -> decoder.z',
      'decoder.y -> likelihood.logits',
      'digits.x -> elbo.x',
      'likelihood.p -> elbo.likelihood',
      'sampler.q -> elbo.posterior',
      'prior.p -> elbo.prior',
      `${real} -> discriminator.real`,
      `${fake} -> discriminator.fake`,
      'discriminator.realScore -> game.realScore',
      'discriminator.fakeScore -> game.fakeScore',
    ]
    const all = nodes.map(([id, kind, params = {}]) => ({ id, kind, version: 1, params }))
    return read({ format: 'genloom', version: 1, title: 'Beside', nodes: all, wires })
  }

  test('runs too early before it, and the fix swaps them', () => {
    const early = beside('noise.z', 'sampler.z')
    expect(codes(early)).toEqual(['warning game phase-order'])
    expect(codes(applyFix(early, problemsOf(early)[0]!.fixes[0]!, definitions))).toEqual([])
  })

  test('may come first if it is on decoded examples', () => {
    expect(codes(beside('digits.x', 'decoder.y'))).toEqual([])
  })
})

test('a plain autoencoder reconstructs, and says why it does nothing else', () => {
  const whole = read(smallAdversarialAutoencoder())
  const kept = whole.nodes.filter(({ id }) => !['game', 'discriminator', 'prior'].includes(id))
  const wires = whole.wires.filter(({ to }) => kept.some(({ id }) => id === to.node))
  const plain = compile({ ...whole, nodes: kept, wires })
  expect(plain.procedures.map(({ name }) => name)).toEqual(['objective/reconstruction', 'reconstruct'])
  expect(plain.absent.map(({ name }) => name)).toEqual(['sample', 'encode', 'logProb'])
  expect(plain.density.density).toBe('none')
})

describe('an invalid game', () => {
  const gan = read(smallGan())
  const secondDiscriminator = (): GraphDocument => {
    const second = { ...createNode(gan, definitions.get('networks/discriminator')!), id: 'second' }
    const added = addNode(gan, second, [0, 0])
    return wired(wired(added, 'points.x', 'second.real'), 'generator.y', 'second.fake')
  }
  const cases: readonly (readonly [what: string, document: GraphDocument, found: string, message: RegExp])[] = [
    [
      'scores of two discriminators',
      wired(secondDiscriminator(), 'second.fakeScore', 'game.fakeScore'),
      'error game two-discriminators',
      /two discriminators/,
    ],
    [
      'one score for both sides',
      wired(gan, 'discriminator.realScore', 'game.fakeScore'),
      'error game one-sided',
      /sees only one of them/,
    ],
    [
      'the same examples on both sides',
      wired(gan, 'generator.y', 'discriminator.real'),
      'error discriminator one-sided',
      /the same examples/,
    ],
    [
      'the sides swapped',
      wired(wired(gan, 'generator.y', 'discriminator.real'), 'points.x', 'discriminator.fake'),
      'error discriminator sides-swapped',
      /inputs are swapped/,
    ],
  ]

  test.each(cases)('%s: reported once, with a fix or the wire to remove', (_what, document, found, message) => {
    const problems = problemsOf(document)
    expect(codes(document)).toEqual([found])
    expect(problems[0]?.message).toMatch(message)
    const fixed = applyFix(document, problems[0]!.fixes[0]!, definitions)
    expect(codes(fixed)).not.toContain(found)
  })

  test('the fixes of crossed wires give a valid game', () => {
    for (const [, document] of [cases[1]!, cases[3]!]) {
      const fixed = applyFix(document, problemsOf(document)[0]!.fixes[0]!, definitions)
      expect(codes(fixed)).toEqual([])
      expect(owners(compile(fixed))).toEqual(owners(compile(gan)))
    }
  })

  test('a discriminator without fakes says so at its input', () => {
    const { wires } = gan
    const alone = { ...gan, wires: wires.filter(({ to }) => to.port !== 'fake') }
    expect(problemsOf(alone)).toMatchObject([{ node: 'discriminator', port: 'fake', code: 'not-connected' }])
  })

  test('a score not from a discriminator', () => {
    const [document, score] = [gan, { ...createNode(gan, definitions.get('layers/dense')!), id: 'plain' }]
    const added = wired(addNode(document, setUnits(score, 1), [0, 0]), 'generator.y', 'plain.x')
    const wrong = wired(added, 'plain.y', 'game.fakeScore')
    expect(codes(wrong)).toEqual(['error game no-discriminator'])
    const bypassed = setMode(gan, new Set(['discriminator']), 'bypass')
    expect(codes(bypassed)).toEqual(['error game no-discriminator'])
  })

  test('fakes that do not depend on weights', () => {
    const noisy = wired(setParam(gan, 'noise', 'shape', [2]), 'noise.z', 'discriminator.fake')
    expect(codes(noisy)).toEqual(['error game trains-nothing'])
    expect(problemsOf(noisy)[0]?.message).toBe(
      'The phase "generator" of Adversarial game trains nothing: no weight lies upstream of "fake score" but not of "real score".',
    )
  })

  test('a frozen side is a warning while the other is trained, an error when both are', () => {
    const frozen = setFrozen(gan, new Set(['discriminator']), true)
    expect(codes(frozen)).toEqual(['warning game trains-nothing'])
    expect(owners(compile(frozen))[0]).toEqual(['objective/game/discriminator', []])
    const both = setFrozen(gan, new Set(['discriminator', 'generator']), true)
    expect(codes(both)).toEqual(['error game trains-nothing', 'error game trains-nothing'])
  })

  test('a gradient penalty across examples of a batch', () => {
    const layers = [
      { kind: 'layers/dense', params: { units: 4 } },
      { kind: 'layers/batch-norm', params: {} },
    ]
    const normalised = read(smallGan({ game: { loss: 'wasserstein' }, layers }))
    expect(codes(normalised)).toEqual(['error discriminator penalty-across-examples'])
    expect(codes(read(smallGan({ layers })))).toEqual([])
    const alone = [layers[0]!, { kind: 'layers/layer-norm', params: {} }]
    expect(codes(read(smallGan({ game: { loss: 'wasserstein' }, layers: alone })))).toEqual([])
  })

  test('examples of different shapes', () => {
    const wide = setParam(gan, 'generator', 'outputShape', [3])
    expect(problemsOf(wide)).toMatchObject([{ node: 'discriminator', port: 'fake', code: 'shape-mismatch' }])
  })
})

const setUnits = <N extends { readonly params: JsonObject }>(node: N, units: number): N => ({
  ...node,
  params: { ...node.params, units },
})
