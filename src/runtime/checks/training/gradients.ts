// The gradient of each phase's objective against central differences, one weight tensor at a time, with the same batch and
// the same random numbers on both sides.
import * as tf from '@tensorflow/tfjs-core'
import { type Phase, type Program, phaseName } from '../../../compiler/program/program.ts'
import { createContext } from '../../../engine/index.ts'
import type { CheckResult } from '../../../protocol/messages.ts'
import type { DataFeed } from '../../program/data-feed.ts'
import type { Model } from '../../program/model.ts'
import { type Check, judge, skip } from '../check.ts'
import { exampleBatches, numbersOf } from '../examples.ts'
import { worstOrFailed } from '../flow/round-trip.ts'
import { addNoise, settleState } from '../moved-weights.ts'
import { roundingOf } from './rounding.ts'
import { shiftedObjective } from './shifted-objective.ts'
import { type Comparison, type Manner, slopeAlong } from './slope-along.ts'

const check = 'gradient'
/**
 * As a part of the slope. Differences of a loss in float32 are not worth much more, and the kinks of relu bend them; a
 * gradient that is wrong is wrong by its own size.
 */
const tolerance = 0.02
/** Where an error is above this part of the tolerance, others are asked too. */
const wellWithin = tolerance / 8
const usually: Manner = { length: 1, points: 1 }
/**
 * Where that leaves doubts. What a loss gains on a way is the integral of its slope, however many kinks lie on it, so that the
 * way can be long enough for rounding to count for nothing.
 */
const carefully: Manner = { length: 8, points: 32 }
const exampleCount = 16
/**
 * By chance a weight lies on a kink of its layer, or examples pull it in opposite directions, so that the loss's bends and
 * rounding outweigh the slope. Then other examples are asked, with that weight moved a little: a wrong gradient is wrong for
 * all of them and everywhere.
 */
const attemptLimit = 8
/** Size of such a change, relative to the size that preserves the scale of a layer's outputs. */
const moveSize = 0.5

export const gradients: Check = async (model, feed, { seed }) => {
  const results: CheckResult[] = []
  for (const phase of model.program.phases) results.push(...(await checkPhase(model, feed, phase, seed)))
  return results
}

async function checkPhase(model: Model, feed: DataFeed, phase: Phase, seed: number): Promise<CheckResult[]> {
  const title = titleOf(model.program, phase)
  if (!phase.trains.length) return [skip(check, title, 'This objective trains nothing.')]
  const given = await model.parameters.save()
  const best = new Map<string, Comparison>()
  let open = phase.trains
  let attempts = 0
  for (const inputs of exampleBatches(feed, model.procedure(phase.procedure).procedure, exampleCount)) {
    try {
      if (attempts > 0) moveSome(model, open, seed, attempts)
      const manner = attempts === 0 ? usually : carefully
      for (const [name, comparison] of await compareOn(model, phase, inputs, open, seed, manner))
        if (!(comparison.error >= (best.get(name)?.error ?? Number.POSITIVE_INFINITY))) best.set(name, comparison)
    } finally {
      tf.dispose(inputs)
      model.parameters.load(given)
    }
    open = open.filter((name) => !((best.get(name)?.error ?? Number.NaN) <= wellWithin))
    attempts++
    if (open.length === 0 || attempts === attemptLimit) break
  }
  if (attempts === 0) throw new Error('The validation split has no examples to check with.')
  return worstOrFailed(
    [...best].map(([name, { error, slope }]) => {
      const node = model.program.parameters.find((spec) => spec.name === name)?.node
      return judge(
        { check, title, error, tolerance, node, unit: 'of the slope' },
        `The gradients of ${phase.trains.length} weight tensors agree with differences; this is the worst, ${name}.`,
        `The gradient of ${name} says ${slope.said.toPrecision(3)} along a direction in which the loss changes by ${slope.found.toPrecision(3)}.`,
      )
    }),
  )
}

function moveSome(model: Model, names: readonly string[], seed: number, attempt: number): void {
  for (const spec of model.program.parameters)
    if (names.includes(spec.name)) addNoise(model, spec, seed, attempt, moveSize)
}

/** The gradients of some of the weights of a phase on one batch. */
async function compareOn(
  model: Model,
  phase: Phase,
  inputs: Readonly<Record<string, tf.Tensor | number>>,
  names: readonly string[],
  seed: number,
  manner: Manner,
): Promise<Map<string, Comparison>> {
  const { procedure } = model.procedure(phase.procedure)
  const contexts = () => createContext({ seed, step: 0, training: true })
  const objective = shiftedObjective(model, procedure)
  const lossTensor = () => objective.loss(inputs, contexts())
  const loss = () => read(lossTensor)
  const variable = (name: string) => model.parameters.get(name)
  const found = new Map<string, Comparison>()
  try {
    // What the first batch sets, such as the start of an activation normalisation, is set before anything is compared.
    settleState(model, inputs, procedure.name, contexts())
    const here = await loss()
    const least = Math.max(await objective.rounding(), 2 ** -24 * Math.abs(here), 2 ** -27)
    const noise = await roundingOf(phase.trains.map(variable), loss, here, least)
    const slopes = await numbersOfEach(gradientsOf(model, names, lossTensor))
    for (const name of names) {
      const there = () => gradientsOf(model, [name], lossTensor).get(name) ?? tf.zerosLike(variable(name))
      const slope = slopes.get(name) ?? new Float32Array(variable(name).size)
      const along = { noise, tolerance, seed, name, manner }
      found.set(name, await slopeAlong(variable(name), slope, there, loss, along))
    }
    return found
  } finally {
    objective.dispose()
  }
}

async function numbersOfEach(tensors: ReadonlyMap<string, tf.Tensor>): Promise<Map<string, Float32Array>> {
  const numbers = new Map<string, Float32Array>()
  for (const [name, tensor] of tensors) numbers.set(name, await numbersOf(tensor))
  return numbers
}

async function read(make: () => tf.Tensor): Promise<number> {
  const [number = Number.NaN] = await numbersOf(tf.tidy(() => tf.reshape(make(), [1])))
  return number
}

function titleOf({ phases }: Program, phase: Phase): string {
  return phases.length > 1 ? `Gradient of ${phaseName(phase)}` : 'Gradient of the objective'
}

/** By parameter name; a parameter that the objective does not depend on has none. */
function gradientsOf(model: Model, names: readonly string[], loss: () => tf.Tensor): Map<string, tf.Tensor> {
  return new Map(
    Object.entries(
      tf.tidy(() => {
        const variables = names.map((name) => model.parameters.get(name))
        const { grads } = tf.variableGrads(() => tf.reshape(loss(), []), variables)
        return Object.fromEntries(
          names.flatMap((name) => {
            const gradient = grads[model.parameters.get(name).name]
            return gradient ? [[name, gradient] as const] : []
          }),
        )
      }),
    ),
  )
}
