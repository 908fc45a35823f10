// The gradient of each phase's objective against central differences, one weight tensor at a time, with the same batch and
// the same random numbers on both sides.
import * as tf from '@tensorflow/tfjs-core'
import { type Phase, type Program, phaseName } from '../../../compiler/program.ts'
import { createContext } from '../../../math/context.ts'
import { normals } from '../../../math/random/draws.ts'
import { randomStream } from '../../../math/random/random-stream.ts'
import type { DataFeed } from '../../program/data-feed.ts'
import type { Model } from '../../program/model.ts'
import { asObjective } from '../../program/value-tensors.ts'
import type { CheckResult } from '../../protocol.ts'
import { type Check, judge, skip } from '../check.ts'
import { exampleBatches, numbersOf } from '../examples.ts'
import { worstOrFailed } from '../flow/round-trip.ts'
import { addNoise, settleState } from '../moved-weights.ts'

const check = 'gradient'
/**
 * As a part of the slope. Differences of a loss in float32 are not worth more, and the kinks of relu bend them; a gradient
 * that is wrong is wrong by its own size.
 */
const tolerance = 0.02
/** The first step along a direction of length one, and how much of the loss it is to change at most. */
const largestStep = 0.1
const largestChange = 0.03
/** Each step is a quarter of the one before. */
const stepCount = 4
const exampleCount = 16
/**
 * By chance a weight lies on a kink of its layer, or examples pull it in opposite directions, so that the loss's bends and
 * rounding outweigh the slope. Then other examples are asked, with that weight moved a little: a wrong gradient is wrong for
 * all of them and everywhere.
 */
const attemptLimit = 4
/** Of such a move, as a part of what leaves the outputs of a layer as large as they were. */
const moveSize = 0.25
/** Rounding of a loss, the sum of many numbers in float32, as a part of it. */
const rounding = 2 ** -20

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
      for (const [name, comparison] of await compareOn(model, phase, inputs, open, seed))
        if (!(comparison.error >= (best.get(name)?.error ?? Number.POSITIVE_INFINITY))) best.set(name, comparison)
    } finally {
      tf.dispose(inputs)
      model.parameters.load(given)
    }
    open = open.filter((name) => !((best.get(name)?.error ?? Number.NaN) <= tolerance))
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
): Promise<Map<string, Comparison>> {
  const { procedure, run } = model.procedure(phase.procedure)
  const contexts = () => createContext({ seed, step: 0, training: true })
  const loss = () => asObjective(run(inputs, contexts()).outputs.objective, procedure.name).loss
  const found = new Map<string, Comparison>()
  const slopes = new Map<string, tf.Tensor>()
  try {
    // What the first batch sets, such as the start of an activation normalisation, is set before anything is compared.
    settleState(model, inputs, procedure.name, contexts())
    for (const [name, slope] of gradientsOf(model, names, loss)) slopes.set(name, slope)
    const [here = Number.NaN] = await numbersOf(tf.tidy(() => tf.reshape(loss(), [1])))
    for (const name of names)
      found.set(name, await compare(model.parameters.get(name), slopes.get(name), loss, here, seed, name))
    return found
  } finally {
    tf.dispose([...slopes.values()])
  }
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

interface Comparison {
  readonly error: number
  readonly slope: { readonly said: number; readonly found: number }
}

async function compare(
  variable: tf.Variable,
  gradient: tf.Tensor | undefined,
  loss: () => tf.Tensor,
  here: number,
  seed: number,
  name: string,
): Promise<Comparison> {
  const start = Float32Array.from(await variable.data())
  const slopes = gradient ? Float32Array.from(await gradient.data()) : new Float32Array(start.length)
  const direction = directionAlong(slopes, seed, name)
  const said = direction.reduce((sum, part, i) => sum + part * slopes[i]!, 0)
  const lossAt = async (step: number): Promise<number> => {
    const [number = Number.NaN] = await numbersOf(
      tf.tidy(() => {
        const moved = start.map((weight, i) => weight + step * direction[i]!)
        variable.assign(tf.tensor(moved, variable.shape))
        return tf.reshape(loss(), [1])
      }),
    )
    return number
  }
  let best: Comparison = { error: Number.POSITIVE_INFINITY, slope: { said, found: Number.NaN } }
  const consider = (found: number, noise: number): void => {
    const error = Math.abs(found - said) / Math.max(Math.abs(found), Math.abs(said), noise / tolerance)
    if (error < best.error || Number.isNaN(best.slope.found)) best = { error, slope: { said, found } }
  }
  try {
    const size = 1 + Math.abs(here)
    let step = Math.min(largestStep, (largestChange * size) / Math.max(Math.abs(said), 1e-12))
    let before: number | undefined
    // A wrong slope fits no step: the first that fits well is enough.
    for (let i = 0; i < stepCount && !(best.error <= tolerance / 2); i++) {
      const noise = (rounding * size) / step
      // A step so short that rounding hides a quarter of the slope proves nothing; the longer ones have to do.
      if (i > 1 && noise > Math.max(Math.abs(said), Math.abs(before ?? Number.POSITIVE_INFINITY)) / 4) break
      const found = ((await lossAt(step)) - (await lossAt(-step))) / (2 * step)
      consider(found, noise)
      // Without the error of second order in the step (Richardson 1911), for a loss that bends much but smoothly.
      if (before !== undefined) consider((16 * found - before) / 15, noise)
      before = found
      step /= 4
    }
  } finally {
    tf.tidy(() => variable.assign(tf.tensor(start, variable.shape)))
  }
  return best
}

/**
 * Random, and turned so that the parts of the slope add up instead of cancelling: every element with a gradient counts, and
 * one that wrongly has none moves the loss all the same.
 */
function directionAlong(slopes: Float32Array, seed: number, name: string): Float64Array {
  const noise = normals(randomStream(seed, `direction/${name}`, 0), slopes.length)
  const turned = Float64Array.from(noise, (n, i) => (slopes[i] === 0 ? n : Math.abs(n) * Math.sign(slopes[i]!)))
  const length = Math.sqrt(turned.reduce((sum, part) => sum + part * part, 0))
  return turned.map((part) => part / Math.max(length, 1e-12))
}
