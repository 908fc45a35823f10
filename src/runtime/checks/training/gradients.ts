// The gradient of each phase's objective against central differences, one weight tensor at a time, with the same batch and
// the same random numbers on both sides.
import * as tf from '@tensorflow/tfjs-core'
import { type Phase, type Program, phaseName } from '../../../compiler/program/program.ts'
import { createContext } from '../../../engine/index.ts'
import { normals } from '../../../engine/random/draws.ts'
import { randomStream } from '../../../engine/random/random-stream.ts'
import type { CheckResult } from '../../../protocol/messages.ts'
import type { DataFeed } from '../../program/data-feed.ts'
import type { Model } from '../../program/model.ts'
import { type Check, judge, skip } from '../check.ts'
import { exampleBatches, numbersOf } from '../examples.ts'
import { worstOrFailed } from '../flow/round-trip.ts'
import { addNoise, settleState } from '../moved-weights.ts'
import { shiftedObjective } from './shifted-objective.ts'

const check = 'gradient'
/**
 * As a part of the slope. Differences of a loss in float32 are not worth much more, and the kinks of relu bend them; a
 * gradient that is wrong is wrong by its own size.
 */
const tolerance = 0.02
/** Where an error is above this part of the tolerance, others are asked too. */
const wellWithin = tolerance / 4
/** Along a direction of length one. */
const largestStep = 0.1
interface Manner {
  /** The steps of one comparison, as parts of the usual length: the first, the last, and how many. */
  readonly from: number
  readonly to: number
  readonly count: number
  /** Whether the error of second order is taken away (Richardson 1911), which costs a longer way. */
  readonly isBent: boolean
}
const usually: Manner = { from: 1, to: 1.5, count: 3, isBent: false }
/** In turns where that leaves doubts: shorter steps meet fewer kinks, and as many more of them round no worse in all. */
const carefully: readonly Manner[] = [
  { from: 0.5, to: 0.75, count: 12, isBent: false },
  { from: 0.5, to: 2, count: 12, isBent: true },
]
const exampleCount = 16
/**
 * By chance a weight lies on a kink of its layer, or examples pull it in opposite directions, so that the loss's bends and
 * rounding outweigh the slope. Then other examples are asked, with that weight moved a little: a wrong gradient is wrong for
 * all of them and everywhere.
 */
const attemptLimit = 8
/** Of such a move, as a part of what leaves the outputs of a layer as large as they were. */
const moveSize = 0.5
/** Weights are shaken so often, by parts in 2^22, to see what rounding makes of a loss. */
const shakes = 8
/** Of the deviations of a shaken loss, so many are room enough. */
const room = 8

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
  const found = new Map<string, Comparison[]>()
  const consider = (name: string, comparison: Comparison): void => {
    if (!(comparison.error >= (best.get(name)?.error ?? Number.POSITIVE_INFINITY))) best.set(name, comparison)
  }
  let open = phase.trains
  let attempts = 0
  for (const inputs of exampleBatches(feed, model.procedure(phase.procedure).procedure, exampleCount)) {
    try {
      if (attempts > 0) moveSome(model, open, seed, attempts)
      for (const [name, comparison] of await compareOn(model, phase, inputs, open, seed, mannerOf(attempts))) {
        found.set(name, [...(found.get(name) ?? []), comparison])
        consider(name, comparison)
      }
      for (const name of open) consider(name, together(found.get(name) ?? []))
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
  const loss = () => objective.loss(inputs, contexts())
  const found = new Map<string, Comparison>()
  const slopes = new Map<string, tf.Tensor>()
  try {
    // What the first batch sets, such as the start of an activation normalisation, is set before anything is compared.
    settleState(model, inputs, procedure.name, contexts())
    const here = await read(loss)
    const noise = await roundingOf(model, phase, loss, here)
    for (const [name, slope] of gradientsOf(model, names, loss)) slopes.set(name, slope)
    for (const name of names) {
      const direction = { noise, seed, name, manner }
      found.set(name, await compare(model.parameters.get(name), slopes.get(name), loss, direction))
    }
    return found
  } finally {
    objective.dispose()
    tf.dispose([...slopes.values()])
  }
}

/** Of a loss in float32, which depends on how its layers add up. */
async function roundingOf(
  { parameters }: Model,
  { trains }: Phase,
  loss: () => tf.Tensor,
  here: number,
): Promise<number> {
  const variables = trains.map((name) => parameters.get(name))
  const starts = tf.tidy(() => variables.map((variable) => tf.keep(tf.clone(variable))))
  try {
    let squares = 0
    for (let i = 0; i < shakes; i++) {
      tf.tidy(() => {
        for (const [at, variable] of variables.entries()) {
          const [start] = starts.slice(at)
          if (start) variable.assign(tf.mul(start, tf.add(1, tf.mul(2 ** -22, signsLike(start, i)))))
        }
      })
      squares += ((await read(loss)) - here) ** 2
    }
    // By chance all may round alike: a unit in the last place there is in any case.
    return room * Math.max(Math.sqrt(squares / shakes), 2 ** -24 * Math.abs(here), 2 ** -27)
  } finally {
    tf.tidy(() => {
      for (const [at, variable] of variables.entries()) variable.assign(tf.clone(starts[at] ?? variable))
    })
    tf.dispose(starts)
  }
}

/** One or minus one for each element, as good as by chance. */
const signsLike = ({ shape, size }: tf.Tensor, shake: number): tf.Tensor =>
  tf.reshape(tf.sign(tf.sin(tf.mul(shake + 1.3, tf.range(0, size)))), shape)

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

interface Comparison {
  readonly error: number
  readonly slope: { readonly said: number; readonly found: number }
}

/** One comparison of all examples that were asked: what kinks and rounding do to some of them, they undo to others. */
function together(comparisons: readonly Comparison[]): Comparison {
  const sum = (part: 'said' | 'found') => comparisons.reduce((total, { slope }) => total + slope[part], 0)
  const slope = { said: sum('said'), found: sum('found') }
  const size = Math.max(Math.abs(slope.found), Math.abs(slope.said), Number.MIN_VALUE)
  return { error: Math.abs(slope.found - slope.said) / size, slope }
}

interface Along {
  /** What rounding makes of the loss. */
  readonly noise: number
  readonly seed: number
  readonly name: string
  readonly manner: Manner
}

/**
 * The step is the shortest of which rounding hides no more than the tolerance: the shorter it is, the fewer kinks of the
 * layers lie on it. Nothing but its length depends on what the gradient says.
 */
async function compare(
  variable: tf.Variable,
  gradient: tf.Tensor | undefined,
  loss: () => tf.Tensor,
  { noise, seed, name, manner }: Along,
): Promise<Comparison> {
  const start = Float32Array.from(await variable.data())
  const slopes = gradient ? Float32Array.from(await gradient.data()) : new Float32Array(start.length)
  const direction = directionAlong(slopes, seed, name)
  const expected = direction.reduce((sum, part, i) => sum + part * slopes[i]!, 0)
  const usual = Math.min(largestStep, noise / (tolerance * Math.max(Math.abs(expected), 1e-12)))
  const lossAt = (weights: Float32Array): Promise<number> => {
    tf.tidy(() => variable.assign(tf.tensor(weights, variable.shape)))
    return read(loss)
  }
  const points: Point[] = []
  try {
    for (let i = 0; i < manner.count; i++) {
      const step = usual * (manner.from + ((manner.to - manner.from) * i) / (manner.count - 1))
      const [ahead, behind] = [
        start.map((w, i) => w + step * direction[i]!),
        start.map((w, i) => w - step * direction[i]!),
      ]
      // What the gradient says of the way that was really gone: weights are rounded too.
      const change = slopes.reduce((sum, slope, i) => sum + slope * (ahead[i]! - behind[i]!), 0)
      const found = ((await lossAt(ahead)) - (await lossAt(behind))) / (2 * step)
      points.push({ length: step / usual, found, said: change / (2 * step) })
    }
  } finally {
    tf.tidy(() => variable.assign(tf.tensor(start, variable.shape)))
  }
  const found = manner.isBent ? fittedAtZero(points, 'found') : throughZero(points, 'found')
  const slope = { said: throughZero(points, 'said'), found }
  const smallest = noise / (tolerance * usual)
  const error = Math.abs(slope.found - slope.said) / Math.max(Math.abs(slope.found), Math.abs(slope.said), smallest)
  return { error, slope }
}

interface Point {
  readonly length: number
  readonly said: number
  readonly found: number
}

/** Σ of the points' slopes, times a power of their lengths: rounding weighs the less the longer a step is. */
const moment = (points: readonly Point[], power: number, part?: 'said' | 'found'): number =>
  points.reduce((sum, point) => sum + point.length ** power * (part ? point[part] : 1), 0)

const throughZero = (points: readonly Point[], part: 'said' | 'found'): number =>
  moment(points, 2, part) / moment(points, 2)

/** Least squares of slope + b length², at length 0. */
function fittedAtZero(points: readonly Point[], part: 'said' | 'found'): number {
  const [s2, s4, s6] = [moment(points, 2), moment(points, 4), moment(points, 6)]
  return (s6 * moment(points, 2, part) - s4 * moment(points, 4, part)) / (s2 * s6 - s4 * s4)
}

const mannerOf = (attempt: number): Manner =>
  attempt === 0 ? usually : (carefully[(attempt - 1) % carefully.length] ?? usually)

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
