// genloom verify on graphs whose maths is wrong: it names the check and the node, and leaves with status 1.
import { beforeEach, expect, test, vi } from 'vitest'
import { runMain } from '../fixtures/run-main.ts'
import { testFolder } from '../fixtures/test-folder.ts'

const fault = vi.hoisted(() => ({ current: 'none' }))

/** The real ops, each of which may be replaced by a wrong one. */
vi.mock(import('../../../nodes/ops.ts'), async (importOriginal) => {
  const tf = await import('@tensorflow/tfjs-core')
  const { ops } = await importOriginal()
  const coupling = ops['flows/coupling']
  const split = ops['flows/split']
  const maskedDense = ops['masked/masked-dense']
  const isOn = (name: string) => fault.current === name
  return {
    ops: {
      ...ops,
      'flows/coupling': {
        ...coupling,
        forward(inputs, ...rest) {
          const { y } = coupling.forward(inputs, ...rest)
          if (!isOn('wrong sign')) return { y }
          return { y: { value: y.value, logDet: tf.sub(tf.mul(2, inputs.x.logDet), y.logDet) } }
        },
      },
      'flows/split': {
        ...split,
        inverse: ({ y, z }, ...rest) =>
          isOn('swapped split') ? split.inverse({ y: z, z: y }, ...rest) : split.inverse({ y, z }, ...rest),
      },
      'masked/masked-dense': Object.assign(
        (...[inputs, weights, ...rest]: Parameters<typeof maskedDense>) =>
          maskedDense(
            inputs,
            isOn('mask off by one') ? { ...weights, outputDegrees: tf.add(weights.outputDegrees, 1) } : weights,
            ...rest,
          ),
        maskedDense,
      ),
    },
  }
})

/** The phases of a game, of which the discriminator's may train whatever its gradient reaches. */
vi.mock(import('../../compiler/program/phases.ts'), async (importOriginal) => {
  const { compilePhase, ...rest } = await importOriginal()
  return {
    ...rest,
    compilePhase(typed, objective, declared, parameters, functions) {
      const compiled = compilePhase(typed, objective, declared, parameters, functions)
      const isWrong = fault.current === 'missing stop of gradient' && declared.title === 'discriminator'
      const trains = parameters.filter(({ trainable }) => trainable).map(({ name }) => name)
      return isWrong ? { ...compiled, phase: { ...compiled.phase, trains } } : compiled
    },
  }
})

beforeEach(() => {
  fault.current = 'none'
})

const at = testFolder()

function graphFile(name: string, nodes: readonly (readonly [string, string, object?])[], wires: readonly string[]) {
  const json = {
    format: 'genloom',
    version: 1,
    title: name,
    nodes: nodes.map(([id, kind, params = {}]) => ({ id, kind, version: 1, params })),
    wires,
    training: { seed: 3, batchSize: 16, budget: { unit: 'steps', amount: 5 } },
  }
  return at(`${name}.json`, JSON.stringify(json))
}

const layers = [{ kind: 'layers/dense', params: { units: 6 } }]
const flow = graphFile(
  'flow',
  [
    ['points', 'data/points'],
    ['first', 'flows/coupling', { layers }],
    ['half', 'flows/split'],
    ['base', 'stochastic/standard-normal'],
    ['likelihood', 'objectives/change-of-variables'],
  ],
  [
    'points.x -> first.x',
    'first.y -> half.x',
    'half.y -> likelihood.z1',
    'half.z -> likelihood.z2',
    'base.p -> likelihood.base',
  ],
)
const made = graphFile(
  'made',
  [
    ['digits', 'data/digits', { size: '14' }],
    ['made', 'masked/made', { hidden: [16] }],
    ['likelihood', 'stochastic/bernoulli-likelihood'],
    ['nll', 'objectives/negative-log-likelihood'],
  ],
  ['digits.x -> made.x', 'made.y -> likelihood.logits', 'digits.x -> nll.x', 'likelihood.p -> nll.likelihood'],
)

const game = graphFile(
  'game',
  [
    ['points', 'data/points'],
    ['noise', 'stochastic/noise', { shape: [3] }],
    ['generator', 'networks/generator', { layers, outputShape: [2] }],
    ['discriminator', 'networks/discriminator', { layers }],
    ['game', 'objectives/adversarial-game'],
  ],
  [
    'noise.z -> generator.z',
    'points.x -> discriminator.real',
    'generator.y -> discriminator.fake',
    'discriminator.realScore -> game.realScore',
    'discriminator.fakeScore -> game.fakeScore',
  ],
)

test.each([
  ['wrong sign', flow, 'Log-determinant of each transform', 'first'],
  ['swapped split', flow, 'Each transform and back', 'half'],
  ['mask off by one', made, 'No leak, by gradient', 'likelihood'],
  ['missing stop of gradient', game, 'What the players share', 'generator'],
] as const)('%s', { timeout: 120_000 }, async (name, graph, title, node) => {
  const sound = await runMain('verify', graph, '--backend', 'wasm', '--json')
  expect([sound.status, JSON.parse(sound.out).passed], sound.err).toEqual([0, true])
  fault.current = name
  const { status, out, err } = await runMain('verify', graph, '--backend', 'wasm', '--json')
  expect(status).toBe(1)
  const { passed, results } = JSON.parse(out)
  expect(passed).toBe(false)
  const found = results.find((one: { title: string; node?: string }) => one.title === title && one.node === node)
  expect(found).toMatchObject({ outcome: 'failed', error: expect.any(Number), tolerance: expect.any(Number) })
  expect(found.error).toBeGreaterThan(found.tolerance)
  expect(err).toContain(`failed: ${title} (${node}).`)
})
