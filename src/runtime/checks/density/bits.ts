// What is reported in bits for each number of an example is minus the logarithm to base 2 of its probability, shared out among as
// many numbers as the data really have; where there are no bits, the same in nats. Worked out here from log p of the examples, where the model gives one.
import * as tf from '@tensorflow/tfjs-core'
import { findProcedure, type Procedure, phaseName } from '../../../compiler/program/program.ts'
import { createContext, type Metrics } from '../../../engine/index.ts'
import { sizeOf } from '../../../graph/signals.ts'
import { likelihoodAmong } from '../../evaluation/likelihood.ts'
import type { DataFeed } from '../../program/data-feed.ts'
import type { Model } from '../../program/model.ts'
import { asObjective, asTensor } from '../../program/value-tensors.ts'
import { type Check, judge, skip } from '../check.ts'
import { firstExamples, numbersOf } from '../examples.ts'

const check = 'bits'
const titles = { bits: 'Bits per dimension', nats: 'Nats of the objective' } as const
const exampleCount = 32
const bitsOfANat = Math.log2(Math.E)
/** As a part of the figure: log p is a sum in float32 on the one side, and on the other the mean of such sums. */
const tolerance = 1e-4

export const bits: Check = async (model, feed, { seed }) => {
  const { density, phases } = model.program
  const phase = phases.find(({ procedure }) => procedure === density.likelihood?.phase)
  const { of, withoutBits } = density.likelihood ?? {}
  const unit = withoutBits === undefined ? 'bits' : 'nats'
  const title = titles[unit]
  if (!phase) return [skip(check, title, 'This model has no likelihood to tell in bits.')]
  const column = of?.column
  if (column?.column !== 'example') return [skip(check, title, 'The likelihood is not one of examples of the data.')]
  const metrics = await metricsOf(model, feed, model.procedure(phase.procedure).procedure, seed)
  const likelihood = likelihoodAmong(model.program, { [phaseName(phase)]: metrics })
  const surprised = await surprise(model, feed, seed)
  if (unit === 'nats' && surprised === undefined)
    return [skip(check, title, 'There is only a bound, and no bits of it.')]
  const nats = surprised ?? likelihood?.nats ?? Number.NaN
  const shape = feed.sources.find(({ node }) => node === column.node)?.dataset.shape ?? []
  const numbers = sizeOf(shape)
  const [told, found] =
    unit === 'bits'
      ? [likelihood?.bitsPerDim ?? Number.NaN, (nats * bitsOfANat) / numbers]
      : [(likelihood?.nats ?? Number.NaN) / numbers, nats / numbers]
  const error = Math.abs(told - found) / Math.max(1, Math.abs(found))
  const { node } = phase
  return [
    judge(
      { check, title, error, tolerance, node: error <= tolerance ? undefined : node },
      `${told.toPrecision(4)} ${unit} for each of the ${numbers} numbers of an example are what its probability says.`,
      `${told.toPrecision(4)} ${unit} are reported for each of the ${numbers} numbers of an example, but the probability gives ${found.toPrecision(4)}.`,
    ),
  ]
}

/** The evaluation of the phase on a few examples. */
async function metricsOf(model: Model, feed: DataFeed, procedure: Procedure, seed: number): Promise<Metrics> {
  const inputs = firstExamples(feed, procedure, exampleCount)
  try {
    let names: readonly string[] = []
    const numbers = await numbersOf(
      tf.tidy(() => {
        const { outputs } = model
          .procedure(procedure.name)
          .run(inputs, createContext({ seed, step: 0, training: false }))
        const { loss, terms } = asObjective(outputs.objective, procedure.name)
        names = ['loss', ...Object.keys(terms)]
        return tf.stack([loss, ...Object.values(terms)].map((part) => tf.reshape(part, [])))
      }),
    )
    return Object.fromEntries(names.map((name, i) => [name, numbers[i]!]))
  } finally {
    tf.dispose(inputs)
  }
}

/** Mean of -log p(x) by the density itself, with the same draws; `undefined` where there is only a bound. */
async function surprise(model: Model, feed: DataFeed, seed: number): Promise<number | undefined> {
  const procedure = findProcedure(model.program, 'logProb')
  if (!procedure) return undefined
  const inputs = firstExamples(feed, procedure, exampleCount)
  try {
    const { run } = model.procedure('logProb')
    const logs = await numbersOf(
      tf.tidy(() => {
        const { outputs } = run(inputs, createContext({ seed, step: 0, training: false }))
        return tf.clone(asTensor(outputs.logProb, 'logProb'))
      }),
    )
    return -logs.reduce((sum, log) => sum + log, 0) / logs.length
  } finally {
    tf.dispose(inputs)
  }
}
