// Games that are played in the wrong direction, which the check must find; and every form of game played rightly.
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, expect, test } from 'vitest'
import { definitions } from '../../../nodes/index.ts'
import { criticLoss } from '../../../nodes/objectives/critic-loss/critic-loss.op.ts'
import { discriminatorLoss } from '../../../nodes/objectives/discriminator-loss/discriminator-loss.op.ts'
import { generatorLoss } from '../../../nodes/objectives/generator-loss/generator-loss.op.ts'
import { ops } from '../../../nodes/ops.ts'
import type { Program } from '../../compiler/program/program.ts'
import { intrinsics } from '../../engine/math/intrinsics.ts'
import type { ObjectiveValue } from '../../engine/math/op.ts'
import { type Ops, opsOf } from '../op-of.ts'
import { ask, compileToy, failuresOf, passesOf } from './fixtures/checked-model.ts'
import { toyGan } from './fixtures/toy-graphs.ts'
import { game } from './training/game.ts'

beforeAll(() => tf.setBackend('cpu'))

const right: Ops = opsOf(ops, intrinsics)
const compiled = (settings?: Parameters<typeof toyGan>[0]) => compileToy(toyGan(settings), definitions)
const askWith = (wrong: Ops, program: Program = compiled()) =>
  ask(game, program, new Map([...right, ...wrong]), toyGan().data)

const [judge, maker] = ['game/discriminator', 'game/generator']

test.each([
  { loss: 'minimax' },
  { loss: 'nonSaturating', labelSmoothing: 0.3 },
  { loss: 'leastSquares', labelSmoothing: 0.1 },
  { loss: 'wasserstein' },
  { loss: 'hinge' },
])('a game of $loss is played rightly', async (settings) => {
  const results = await askWith(new Map(), compiled(settings))
  expect(failuresOf(results)).toEqual([])
  expect(passesOf(results)).toEqual([
    `Direction of ${judge}`,
    `Scores that ${judge} moves`,
    `Direction of ${maker}`,
    `Scores that ${maker} moves`,
  ])
})

const reversed = ({ objective }: { objective: ObjectiveValue }) => ({
  objective: { ...objective, loss: tf.neg(objective.loss) },
})

test.each(['minimax', 'nonSaturating', 'leastSquares', 'hinge'])('%s: losses of the wrong sign', async (loss) => {
  const program = compiled({ loss })
  const wrongGenerator = opsOf({
    'objectives/generator-loss': (...given: Parameters<typeof generatorLoss>) => reversed(generatorLoss(...given)),
  })
  expect(failuresOf(await askWith(wrongGenerator, program))).toEqual([`Direction of ${maker}: game`])
  const wrongDiscriminator = opsOf({
    'objectives/discriminator-loss': (...given: Parameters<typeof discriminatorLoss>) =>
      reversed(discriminatorLoss(...given)),
  })
  expect(failuresOf(await askWith(wrongDiscriminator, program))).toEqual([`Direction of ${judge}: game`])
})

test('a critic whose distance has the wrong sign, though its penalty has the right one', async () => {
  const wrong = (...[inputs, ...rest]: Parameters<typeof criticLoss>) =>
    criticLoss({ ...inputs, realScore: inputs.fakeScore, fakeScore: inputs.realScore }, ...rest)
  const failed = failuresOf(
    await askWith(opsOf({ 'objectives/critic-loss': wrong }), compiled({ loss: 'wasserstein' })),
  )
  expect(failed).toEqual([`Direction of ${judge}: game`])
})

test('a generator that is deaf to its scores', async () => {
  const deaf = ({ fakeScore }: { fakeScore: tf.Tensor }) => ({
    objective: { loss: tf.mul(0, tf.mean(fakeScore)), terms: { fakeScore: tf.mean(fakeScore) } },
  })
  expect(failuresOf(await askWith(opsOf({ 'objectives/generator-loss': deaf })))).toEqual([
    `Direction of ${maker}: game`,
  ])
})

test('players with each other’s loss, or each other’s weights', async () => {
  const program = compiled()
  const [first, second] = program.phases
  if (!first || !second) throw new Error('A game has two phases.')
  const phases = [
    { ...first, trains: second.trains },
    { ...second, trains: first.trains },
  ]
  expect(failuresOf(await askWith(new Map(), { ...program, phases }))).toEqual([
    `Scores that ${judge} moves: game`,
    `Scores that ${maker} moves: game`,
  ])
})

test('real scores and fake ones in each other’s place', async () => {
  const program = compiled()
  const procedures = program.procedures.map((procedure) => ({
    ...procedure,
    calls: procedure.calls.map((call) => {
      const { realScore, fakeScore } = call.inputs
      if (realScore === undefined || fakeScore === undefined) return call
      return { ...call, inputs: { ...call.inputs, realScore: fakeScore, fakeScore: realScore } }
    }),
  }))
  expect(failuresOf(await askWith(new Map(), { ...program, procedures }))).toEqual([`Scores that ${maker} moves: game`])
})
