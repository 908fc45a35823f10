// The gradient penalty through whole critics: its gradient in the critic's weights is a second derivative, compared with finite
// differences of the penalty for every activation and for dense and convolutional layers.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, describe, expect, test } from 'vitest'
import { smallGan } from '../../../src/compiler/fixtures/games.ts'
import { compileDocument } from '../../../src/compiler/program/compile.ts'
import { createContext } from '../../../src/engine/math/context.ts'
import { normals } from '../../../src/engine/random/draws.ts'
import { randomStream } from '../../../src/engine/random/random-stream.ts'
import { readDocument } from '../../../src/graph/document-file.ts'
import { opsOf } from '../../../src/runtime/op-of.ts'
import { createModel } from '../../../src/runtime/program/model.ts'
import { asObjective } from '../../../src/runtime/program/value-tensors.ts'
import { definitions } from '../../index.ts'
import { activation } from '../../layers/activation/activation.node.ts'
import { ops } from '../../ops.ts'
import { criticLoss } from './critic-loss.op.ts'

beforeAll(() => tf.setBackend('cpu'))

const context = () => createContext({ seed: 2, step: 0, training: true }).at('game')
const gaussian = (name: string, shape: readonly number[]) =>
  tf.tensor(normals(randomStream(3, name, 0), tf.util.sizeFromShape([...shape])), [...shape])
const read = (value: tf.Tensor | undefined): number => value?.dataSync()[0] ?? Number.NaN

describe('the penalty', () => {
  const batch = 4
  const realExamples = gaussian('real', [batch, 2])
  const fakeExamples = gaussian('fake', [batch, 2])
  const score = tf.zeros([batch, 1])
  const penaltyOf = (critic: (x: tf.Tensor) => tf.Tensor) => {
    const inputs = { realScore: score, fakeScore: score, critic, realExamples, fakeExamples }
    return read(criticLoss(inputs, { penalty: 1 }, context()).objective.terms.penalty)
  }

  test('of a linear critic is the squared distance of its slope from 1, wherever it is taken', () => {
    expect(penaltyOf((x) => tf.matMul(x, tf.tensor2d([[0.6], [0.8]])))).toBeCloseTo(0, 6)
    expect(penaltyOf((x) => tf.matMul(x, tf.tensor2d([[0.3], [-0.4]])))).toBeCloseTo(0.25, 6)
  })

  test('is taken between the pairs, at shares that the context draws', () => {
    // s(x) = ‖x‖² / 2 has the slope ‖x‖ at x.
    const shares = context().uniform([batch, 1]).dataSync()
    const [real, fake] = [realExamples.arraySync() as number[][], fakeExamples.arraySync() as number[][]]
    const expected = real.map((row, i) => {
      const between = row.map((value, j) => shares[i]! * value + (1 - shares[i]!) * fake[i]![j]!)
      return (Math.hypot(...between) - 1) ** 2
    })
    const found = penaltyOf((x) => tf.mul(0.5, tf.sum(tf.square(x), 1)))
    expect(found).toBeCloseTo(expected.reduce((sum, one) => sum + one, 0) / batch, 5)
  })

  test('of a critic that is flat is 1, with a gradient that is a number', () => {
    const weight = tf.tensor2d([[0], [0]])
    const loss = (w: tf.Tensor) =>
      criticLoss(
        { realScore: score, fakeScore: score, critic: (x) => tf.matMul(x, w), realExamples, fakeExamples },
        { penalty: 1 },
        context(),
      ).objective.loss as tf.Scalar
    expect(read(loss(weight))).toBeCloseTo(1, 5)
    expect([...tf.grad(loss)(weight).dataSync()].every(Number.isFinite)).toBe(true)
  })
})

const { form } = activation.fields.function
const activations = form.control === 'choice' ? form.choices.map(({ value }) => value) : []

const dense = (units: number, name: string) => ({ kind: 'layers/dense', params: { units, activation: name } })
const strided = (name: string) => ({
  kind: 'layers/conv2d',
  params: { filters: 2, kernelSize: 3, strides: 2, activation: name },
})

describe.each(activations)('with %s its gradient agrees with finite differences', (name) => {
  test('in dense layers', () => expectGradients([dense(4, name), dense(3, name)]))

  test('in strided convolutions', () =>
    expectGradients([{ kind: 'layers/reshape', params: { shape: [2, 1, 1] } }, strided(name), strided(name)]))
})

test('with layer normalisation and dropout too', () =>
  expectGradients([
    dense(4, 'tanh'),
    { kind: 'layers/layer-norm', params: { epsilon: 0.5 } },
    { kind: 'layers/dropout', params: { rate: 0.3 } },
  ]))

/** Of the discriminator's whole objective, compiled and run as in training, in each of its weights. */
function expectGradients(layers: readonly { kind: string; params: object }[]): void {
  const game = { loss: 'wasserstein', penalty: 3 }
  const document = readDocument(smallGan({ game, layers: JSON.parse(JSON.stringify(layers)) }), definitions)
  const result = compileDocument(document, definitions)
  if ('problems' in result) throw new Error(result.problems[0]?.message)
  const model = createModel(result.program, opsOf(ops))
  const { run } = model.procedure('objective/game/discriminator')
  const trains = result.program.phases[0]!.trains
  for (const name of trains)
    model.parameters.get(name).assign(tf.mul(0.7, gaussian(name, model.parameters.get(name).shape)))
  const inputs = { 'points.x': gaussian('points', [5, 2]), count: 5 }
  const loss = () =>
    tf.tidy(() => {
      const { outputs } = run(inputs, createContext({ seed: 1, step: 0, training: true }))
      return asObjective(outputs.objective, 'the game').loss as tf.Scalar
    })
  const { grads } = tf.variableGrads(
    loss,
    trains.map((name) => model.parameters.get(name)),
  )
  for (const name of trains) {
    const variable = model.parameters.get(name)
    const gradient = grads[variable.name]?.dataSync() ?? new Float32Array(variable.size)
    const values = variable.dataSync().slice()
    for (let place = 0; place < values.length; place++) {
      const difference = (step: number) => {
        const at = (moved: number) => {
          const there = values.slice()
          there[place] = moved
          variable.assign(tf.tensor(there, variable.shape))
          return read(loss())
        }
        return (at(values[place]! + step) - at(values[place]! - step)) / (2 * step)
      }
      // Small, so that no example crosses the kink of a ReLU: there the slope, and with it the penalty, jumps.
      const h = 0.002
      const expected = (4 * difference(h) - difference(2 * h)) / 3
      variable.assign(tf.tensor(values, variable.shape))
      expect(Math.abs(gradient[place]! - expected), `${name}[${place}]`).toBeLessThan(
        2e-3 * Math.max(1, Math.abs(expected)),
      )
    }
  }
  model.dispose()
}
