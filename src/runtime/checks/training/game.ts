// A game is played in the right direction. The model's scores are replaced: the discriminator must lose less
// when real examples score above fakes than the other way round, and the generator when these score high
// (Goodfellow et al. 2014, section 3). And each player must move the scores that are its own to move.
import * as tf from '@tensorflow/tfjs-core'
import {
  findProcedure,
  type Phase,
  type Procedure,
  type Program,
  type ProgramValue,
  phaseName,
  type ValueName,
} from '../../../compiler/program/program.ts'
import { createContext } from '../../../engine/index.ts'
import type { CheckResult } from '../../../protocol/messages.ts'
import type { Value } from '../../op-of.ts'
import type { DataFeed } from '../../program/data-feed.ts'
import type { Model } from '../../program/model.ts'
import { asObjective, asTensor } from '../../program/value-tensors.ts'
import { type Check, judge, skip } from '../check.ts'
import { callGiving, cut, valuesOf } from '../cut-procedure.ts'
import { firstExamples, numbersOf, shapeOf } from '../examples.ts'
import { addNoise } from '../moved-weights.ts'

const check = 'game'
const exampleCount = 16

/**
 * A lower score and a higher one. None is above 1, beyond which least squares call a score too good; what the two sides lose
 * differs in each form of the game by a multiple of the distance at least.
 */
const pairs = [
  [-2, -1],
  [-1, 0],
  [-0.5, 0.5],
  [0, 1],
  [0.25, 0.75],
] as const

/** One side of a game, as its phase's loss sees the scores. */
interface Player {
  readonly phase: Phase
  readonly procedure: Procedure
  /** Of real examples; the side that makes the fakes does not see them. */
  readonly real: ProgramValue | undefined
  readonly fake: ProgramValue
}

export const game: Check = async (model, feed, { seed }) => {
  const players = playersOf(model.program)
  if (!players.length) return [skip(check, 'Direction of the game', 'This model plays no game.')]
  const results: CheckResult[] = []
  for (const player of players) {
    results.push(await direction(model, feed, player, seed))
    const judging = players.find(({ real, phase }) => real && phase.node === player.phase.node)
    if (judging && player.phase.trains.length) results.push(await ownScores(model, feed, player, judging, seed))
  }
  return results
}

function playersOf(program: Program): Player[] {
  return program.phases.flatMap((phase): Player[] => {
    const procedure = findProcedure(program, phase.procedure)
    if (!procedure) return []
    const loss = callGiving(procedure, procedure.outputs.objective ?? '')
    const values = valuesOf(procedure)
    const at = (port: string) => values.get(loss?.inputs[port] ?? '')
    const fake = at('fakeScore')
    return fake ? [{ phase, procedure, real: at('realScore'), fake }] : []
  })
}

async function direction(model: Model, feed: DataFeed, player: Player, seed: number): Promise<CheckResult> {
  const { phase, procedure, real, fake } = player
  const placed = real ? [real, fake] : [fake]
  const asked = cut(procedure, placed, { objective: procedure.outputs.objective ?? '' })
  const { run } = model.compile(asked)
  const inputs = firstExamples(feed, asked, exampleCount)
  const scores = (value: ProgramValue, score: number): [ValueName, Value] => [
    value.name,
    tf.fill([exampleCount, ...shapeOf(value)], score),
  ]
  try {
    const numbers = await numbersOf(
      tf.tidy(() => {
        const lossAt = (realScore: number, fakeScore: number) => {
          const given = Object.fromEntries([...(real ? [scores(real, realScore)] : []), scores(fake, fakeScore)])
          const contexts = createContext({ seed, step: 0, training: true })
          return asObjective(run({ ...inputs, ...given }, contexts).outputs.objective, phase.procedure).loss
        }
        const losses = pairs.flatMap(([low, high]) =>
          real ? [lossAt(high, low), lossAt(low, high)] : [lossAt(low, high), lossAt(high, low)],
        )
        return tf.stack(losses.map((loss) => tf.reshape(loss, [])))
      }),
    )
    const wrong = pairs.filter((_, i) => !(numbers[2 * i]! < numbers[2 * i + 1]!)).length
    const name = phaseName(phase)
    const [whenPassed, whenFailed] = real
      ? [
          `${name} loses less where real examples score above fakes than where fakes score above real ones.`,
          `${name} does not lose less where real examples score above fakes: it is trained to call fakes real.`,
        ]
      : [
          `${name} loses less where its fakes score high than where they score low.`,
          `${name} does not lose less where its fakes score high: it is trained to be found out.`,
        ]
    return judge(
      {
        check,
        title: `Direction of ${name}`,
        error: wrong,
        tolerance: 0,
        unit: `of ${pairs.length} pairs of scores`,
        node: wrong ? phase.node : undefined,
      },
      whenPassed,
      whenFailed,
    )
  } finally {
    tf.dispose(inputs)
  }
}

/** What the judging side trains moves the scores of both; what makes the fakes moves theirs, and no bit of the real ones. */
async function ownScores(
  model: Model,
  feed: DataFeed,
  { phase, real }: Player,
  judging: Player,
  seed: number,
): Promise<CheckResult> {
  const asked = { fake: judging.fake.name, ...(judging.real && { real: judging.real.name }) }
  const procedure = cut(judging.procedure, [], asked)
  const { run } = model.compile(procedure)
  const inputs = firstExamples(feed, procedure, exampleCount)
  const scoresNow = async (score: 'real' | 'fake') =>
    numbersOf(
      tf.tidy(() => {
        const { outputs } = run(inputs, createContext({ seed, step: 0, training: true }))
        return tf.clone(asTensor(outputs[score], score))
      }),
    )
  const given = await model.parameters.save()
  try {
    const before = [await scoresNow('real'), await scoresNow('fake')]
    for (const spec of model.program.parameters) if (phase.trains.includes(spec.name)) addNoise(model, spec, seed, 1, 1)
    const after = [await scoresNow('real'), await scoresNow('fake')]
    const [realMove = Number.NaN, fakeMove = Number.NaN] = before.map((scores, i) => largestMove(scores, after[i]!))
    const name = phaseName(phase)
    const isWrong = (real ? !(realMove > 0) : realMove !== 0) || !(fakeMove > 0)
    return judge(
      {
        check,
        title: `Scores that ${name} moves`,
        error: isWrong ? 1 : 0,
        tolerance: 0,
        unit: 'faults',
        node: isWrong ? phase.node : undefined,
      },
      real
        ? `What it trains moves the scores of real examples, by ${short(realMove)}, and of fakes, by ${short(fakeMove)}.`
        : `What it trains moves the scores of fakes, by ${short(fakeMove)}, and no bit of those of real examples.`,
      `Other weights in what it trains move the scores of real examples by ${short(realMove)} and those of fakes by ${short(fakeMove)}, but ${real ? 'a discriminator must change both' : 'a generator must change only those of the fakes'}.`,
    )
  } finally {
    model.parameters.load(given)
    tf.dispose(inputs)
  }
}

/** NaN where a score is. */
const largestMove = (before: Float32Array, after: Float32Array): number =>
  before.reduce((largest, score, i) => Math.max(largest, Math.abs(after[i]! - score)), 0)

const short = (value: number): string => value.toPrecision(2)
