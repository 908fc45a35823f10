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
import { numbersOf } from '../examples.ts'
import { worstOrFailed } from '../flow/round-trip.ts'

const check = 'gradient'
/**
 * As a part of the slope. Differences of a loss in float32 are not worth more, and the kinks of relu bend them; a gradient
 * that is wrong is wrong by its own size.
 */
const tolerance = 0.02
/** How much the loss is to change by a step, as a part of it. The best of several, since a wrong slope fits none. */
const changes = [3e-2, 3e-3, 3e-4]

export const gradients: Check = async (model, feed, { seed }) => {
  const results: CheckResult[] = []
  for (const phase of model.program.phases) results.push(...(await checkPhase(model, feed, phase, seed)))
  return results
}

async function checkPhase(model: Model, feed: DataFeed, phase: Phase, seed: number): Promise<CheckResult[]> {
  const title = titleOf(model.program, phase)
  if (!phase.trains.length) return [skip(check, title, 'This objective trains nothing.')]
  const { procedure, run } = model.procedure(phase.procedure)
  const inputs = tf.tidy(() => feed.training(0).inputsOf(procedure))
  const contexts = () => createContext({ seed, step: 0, training: true })
  const loss = () => asObjective(run(inputs, contexts()).outputs.objective, procedure.name).loss
  try {
    // What is set by the first batch, such as an activation normalisation's start, is set before anything is compared.
    tf.tidy(() => {
      for (const [name, value] of Object.entries(run(inputs, contexts()).state))
        model.parameters.get(name).assign(value)
    })
    const found: CheckResult[] = []
    const slopes = gradientsOf(model, phase, loss)
    try {
      for (const name of phase.trains) {
        const { error, slope } = await compare(model.parameters.get(name), slopes.get(name), loss, seed, name)
        const node = model.program.parameters.find((spec) => spec.name === name)?.node
        found.push(
          judge(
            { check, title, error, tolerance, node, unit: 'of the slope' },
            `The gradients of ${phase.trains.length} weight tensors agree with differences; this is the worst, ${name}.`,
            `The gradient of ${name} says ${slope.said.toPrecision(3)} along a direction in which the loss changes by ${slope.found.toPrecision(3)}.`,
          ),
        )
      }
    } finally {
      tf.dispose([...slopes.values()])
    }
    return worstOrFailed(found)
  } finally {
    tf.dispose(inputs)
  }
}

export function titleOf({ phases }: Program, phase: Phase): string {
  return phases.length > 1 ? `Gradient of ${phaseName(phase)}` : 'Gradient of the objective'
}

/** By parameter name; a parameter that the objective does not depend on has none. */
function gradientsOf(model: Model, phase: Phase, loss: () => tf.Tensor): Map<string, tf.Tensor> {
  return new Map(
    Object.entries(
      tf.tidy(() => {
        const variables = phase.trains.map((name) => model.parameters.get(name))
        const { grads } = tf.variableGrads(() => tf.reshape(loss(), []), variables)
        return Object.fromEntries(
          phase.trains.flatMap((name) => {
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
  seed: number,
  name: string,
): Promise<Comparison> {
  const before = Float32Array.from(await variable.data())
  const slopes = gradient ? Float32Array.from(await gradient.data()) : new Float32Array(before.length)
  const direction = directionAlong(slopes, seed, name)
  const said = direction.reduce((sum, part, i) => sum + part * slopes[i]!, 0)
  const lossAt = async (step: number): Promise<number> => {
    const [number = Number.NaN] = await numbersOf(
      tf.tidy(() => {
        const moved = before.map((weight, i) => weight + step * direction[i]!)
        variable.assign(tf.tensor(moved, variable.shape))
        return tf.reshape(loss(), [1])
      }),
    )
    return number
  }
  let best: Comparison = { error: Number.NaN, slope: { said, found: Number.NaN } }
  try {
    const here = 1 + Math.abs(await lossAt(0))
    for (const change of changes) {
      const step = Math.min(largestStep, (change * here) / Math.max(Math.abs(said), 1e-12))
      const found = ((await lossAt(step)) - (await lossAt(-step))) / (2 * step)
      // Below what rounding of the loss may make of it, a slope is as good as zero.
      const least = (16 * 2 ** -24 * here) / step / tolerance
      const error = Math.abs(found - said) / Math.max(Math.abs(found), Math.abs(said), least)
      if (!(error >= best.error)) best = { error, slope: { said, found } }
    }
  } finally {
    tf.tidy(() => variable.assign(tf.tensor(before, variable.shape)))
  }
  return best
}

/** Along a direction of length one. */
const largestStep = 0.1

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
