// The losses of both networks against the formulas of the papers, in double precision for single examples.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, describe, expect, test } from 'vitest'
import { createContext } from '../../../src/engine/math/context.ts'
import type { ObjectiveValue } from '../../../src/engine/math/op.ts'
import { parseParams } from '../../../src/graph/fields.ts'
import { tensor } from '../../../src/graph/signals.ts'
import { opsOf } from '../../../src/runtime/op-of.ts'
import { declaredArguments } from '../../fixtures/law-arguments.ts'
import { definitions } from '../../index.ts'
import { ops } from '../../ops.ts'
import { adversarialGame } from './adversarial-game.node.ts'

beforeAll(() => tf.setBackend('cpu'))

const opByKind = opsOf(ops)
const scores = { realScore: [2.2, -0.4, 0.7], fakeScore: [-1.3, 0.9, 0.1] }
const slope = [3, -4]
const examples = { realExamples: tf.tensor2d([1, 2, 0, 1, 3, 3], [3, 2]), fakeExamples: tf.zeros([3, 2]) }

/** Both objectives, with a critic whose slope is (3, -4) everywhere. */
function play(params: object, given: typeof scores = scores) {
  const parsed = parseParams(adversarialGame.fields, { ...params }).params
  const inputs = { realScore: tensor([1]), fakeScore: tensor([1]) }
  const expansion = adversarialGame.expand({ node: 'n', params: parsed, inputs })
  if ('problems' in expansion) throw new Error(expansion.problems[0]?.message)
  const column = (values: readonly number[]) => tf.tensor2d(values.map((value) => [value]))
  const [discriminator, generator] = expansion.calls.map((call) => {
    const all = { realScore: column(given.realScore), fakeScore: column(given.fakeScore) }
    const wanted = definitions.get(call.kind)!
    const settings = parseParams(wanted.fields, call.params)
    expect(settings.faults).toEqual([])
    const critic = (x: tf.Tensor) => tf.matMul(x, column(slope))
    const context = createContext({ seed: 1, step: 0, training: true }).at('game')
    const values = Object.fromEntries(Object.keys(call.inputs).map((port) => [port, all[port as keyof typeof all]]))
    if (!('callParams' in wanted)) throw new Error(`${call.kind} has no op.`)
    const available = { inputs: { ...values, ...examples, critic }, weights: {}, params: call.params, context }
    const { objective } = opByKind.get(call.kind)!(...declaredArguments(wanted, available))
    const { loss, terms } = objective as ObjectiveValue
    return { loss: loss.dataSync()[0]!, terms: mapped(terms) }
  })
  return { discriminator: discriminator!, generator: generator! }
}
const mapped = (terms: Readonly<Record<string, tf.Tensor>>) =>
  Object.fromEntries(Object.entries(terms).map(([name, term]) => [name, term.dataSync()[0]!]))

const mean = (values: readonly number[], f: (value: number) => number) =>
  values.reduce((sum, value) => sum + f(value), 0) / values.length
const sigmoid = (s: number) => 1 / (1 + Math.exp(-s))
const { realScore: real, fakeScore: fake } = scores

const crossEntropy = (smoothing: number) =>
  -mean(real, (s) => (1 - smoothing) * Math.log(sigmoid(s)) + smoothing * Math.log(1 - sigmoid(s))) -
  mean(fake, (s) => Math.log(1 - sigmoid(s)))
const squares = (smoothing: number) =>
  0.5 * mean(real, (s) => (s - 1 + smoothing) ** 2) + 0.5 * mean(fake, (s) => s ** 2)
const distance = mean(real, (s) => s) - mean(fake, (s) => s)

test.each([
  [{ loss: 'minimax' }, crossEntropy(0), mean(fake, (s) => Math.log(1 - sigmoid(s)))],
  [{ loss: 'minimax', labelSmoothing: 0.1 }, crossEntropy(0.1), mean(fake, (s) => Math.log(1 - sigmoid(s)))],
  [{ loss: 'nonSaturating' }, crossEntropy(0), -mean(fake, (s) => Math.log(sigmoid(s)))],
  [{ loss: 'leastSquares' }, squares(0), 0.5 * mean(fake, (s) => (s - 1) ** 2)],
  [{ loss: 'leastSquares', labelSmoothing: 0.2 }, squares(0.2), 0.5 * mean(fake, (s) => (s - 1) ** 2)],
  // The slope has length 5 everywhere, so the penalty is (5 - 1)².
  [{ loss: 'wasserstein', penalty: 10 }, -distance + 160, -mean(fake, (s) => s)],
  [{ loss: 'wasserstein', penalty: 0 }, -distance, -mean(fake, (s) => s)],
  [
    { loss: 'hinge', labelSmoothing: 0.3 },
    mean(real, (s) => Math.max(0, 1 - s)) + mean(fake, (s) => Math.max(0, 1 + s)),
    -mean(fake, (s) => s),
  ],
])('%j', (params, discriminator, generator) => {
  const sides = play(params)
  expect(sides.discriminator.loss).toBeCloseTo(discriminator, 4)
  expect(sides.generator.loss).toBeCloseTo(generator, 5)
})

describe('beside the loss', () => {
  test('the accuracy of the discriminator', () => {
    // At threshold 0, two of three reals and one of three fakes are right; at one half, two and two.
    expect(play({ loss: 'nonSaturating' }).discriminator.terms.accuracy).toBeCloseTo(3 / 6, 6)
    expect(play({ loss: 'leastSquares' }).discriminator.terms.accuracy).toBeCloseTo(4 / 6, 6)
  })

  test('the mean scores, and for a critic the distance and the unweighted penalty', () => {
    const { discriminator, generator } = play({ loss: 'hinge' })
    expect(discriminator.terms.realScore).toBeCloseTo(2.5 / 3, 6)
    expect(generator.terms.fakeScore).toBeCloseTo(-0.1, 6)
    const critic = play({ loss: 'wasserstein', penalty: 3 }).discriminator.terms
    expect(critic.distance).toBeCloseTo(distance, 6)
    expect(critic.penalty).toBeCloseTo(16, 4)
  })
})

describe('at equilibrium, where real and fake are indistinguishable', () => {
  const undecided = { realScore: [0, 0, 0], fakeScore: [0, 0, 0] }

  test.each([
    ['minimax', 2 * Math.LN2, -Math.LN2],
    ['nonSaturating', 2 * Math.LN2, Math.LN2],
    ['hinge', 2, 0],
  ])('%s', (loss, discriminator, generator) => {
    const sides = play({ loss }, undecided)
    expect(sides.discriminator.loss).toBeCloseTo(discriminator, 6)
    expect(sides.generator.loss).toBeCloseTo(generator, 6)
  })

  test('leastSquares, with one half for everything', () => {
    const half = { realScore: [0.5, 0.5, 0.5], fakeScore: [0.5, 0.5, 0.5] }
    expect(play({ loss: 'leastSquares' }, half).discriminator.loss).toBeCloseTo(0.25, 6)
  })
})

test('losses stay finite however confident the discriminator is', () => {
  for (const loss of ['minimax', 'nonSaturating', 'leastSquares', 'wasserstein', 'hinge']) {
    const { discriminator, generator } = play({ loss }, { realScore: [1e4, -1e4, 0], fakeScore: [1e4, -1e4, 0] })
    expect([discriminator.loss, generator.loss].every(Number.isFinite), loss).toBe(true)
  }
})
