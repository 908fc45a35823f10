// A flow is exact both ways: x to the latents and back, and the latents to x and back, as a whole and transform by transform.
import * as tf from '@tensorflow/tfjs-core'
import { createContext } from '../../../engine/index.ts'
import { normals } from '../../../engine/random/draws.ts'
import { randomStream } from '../../../engine/random/random-stream.ts'
import type { CheckResult } from '../../../protocol/messages.ts'
import type { Model } from '../../program/model.ts'
import { asTensor } from '../../program/value-tensors.ts'
import { type Check, judge, skip } from '../check.ts'
import { isFlowValue } from '../examples.ts'
import { readScalar, readScalars, relativeGap } from '../gaps.ts'
import { type OpenFlow, withFlow } from './open-flow.ts'
import type { Flows, RunningFlow } from './run-flow.ts'

const check = 'round-trip'
const exampleCount = 16

export const roundTrip: Check = async (model, feed, { seed }) => {
  const results = await withFlow(model, feed, exampleCount, seed, async (open) => [
    await fromData(open),
    await fromLatents(open, seed),
    ...(open.running.hasNoise ? [await afterRounding(model, open, seed)] : []),
    ...(await eachTransform(open)),
  ])
  return results ?? [skip(check, 'Round trip', `This model has no exact inverse. ${reasonOf(model)}`.trim())]
}

const reasonOf = ({ program }: Model): string => program.absent.find(({ name }) => name === 'inverse')?.reason ?? ''

async function fromData({ running, start }: OpenFlow): Promise<CheckResult> {
  const [error = Number.NaN, rounding = Number.NaN] = await readScalars(() => {
    const latents = tensorsOf(running.forwards(start))
    const back = running.backwards(latents)
    const shaken = running.backwards(mapTensors(latents, shake))
    return [relativeGap(back, start), relativeGap(shaken, back)]
  })
  return judge(
    { check, title: 'x → latent → x', error, tolerance: allowing(toleranceOf(running), rounding) },
    'Every example comes back from its latent.',
    'Examples do not come back from their latents: some way back is not the inverse of its way forwards.',
  )
}

/**
 * From latents near to those of the examples: draws from the base density would do for a trained flow, but before that they may
 * lie where squashed values are all alike in float32.
 */
async function fromLatents({ running, start }: OpenFlow, seed: number): Promise<CheckResult> {
  const [error = Number.NaN, rounding = Number.NaN] = await readScalars(() => {
    const latents = mapTensors(tensorsOf(running.forwards(start)), (z) => tf.add(z, noiseLike(z, seed, 1e-3)))
    const x = running.backwards(latents)
    const back = tensorsOf(running.forwards(x))
    return [largestGap(back, latents), largestGap(tensorsOf(running.forwards(shake(x))), back)]
  })
  return judge(
    { check, title: 'latent → x → latent', error, tolerance: allowing(toleranceOf(running), rounding) },
    'Points of the latent space, near to those of the examples, come back from what they stand for.',
    'Latents do not come back from what they stand for: some way forwards is not the inverse of its way back.',
  )
}

/** Rounding may move the few numbers that lie next to another level. */
async function afterRounding(model: Model, { inputs }: OpenFlow, seed: number): Promise<CheckResult> {
  const { procedure, run } = model.procedure('reconstruct')
  const [x] = procedure.inputs.map(({ name }) => inputs[name])
  const error = await readScalar(() => {
    const { outputs } = run(inputs, createContext({ seed, step: 0, training: false }))
    const gap = tf.sub(asTensor(outputs.mean, 'reconstruct'), asTensor(x, 'x'))
    return tf.mean(tf.cast(tf.logicalNot(tf.equal(gap, 0)), 'float32'))
  })
  return judge(
    { check, title: 'x → latent → x, rounded to levels', error, tolerance: 0.01, unit: 'of the elements' },
    'Levels are the same after the way to the latent and back.',
    'Levels change on the way to the latent and back, even after rounding.',
  )
}

const perTransform = 1e-4

/** One result where all pass, else one for each that fails. */
async function eachTransform({ running, along }: OpenFlow): Promise<CheckResult[]> {
  const results: CheckResult[] = []
  for (const one of running.transforms) {
    const { node, takes } = one.transform
    const error = await readScalar(() => {
      const back = one.backwards(one.forwards(along), along)
      const gaps = Object.entries(takes).map(([port, { name }]) => {
        const [before, after] = [along.get(name), back[port]]
        if (!isFlowValue(before) || !after) throw new Error(`${node} gives no ${port} backwards.`)
        return relativeGap(after.value, before.value)
      })
      return tf.max(tf.stack(gaps))
    })
    const measured = { check, title: 'Each transform and back', error, tolerance: perTransform, node }
    const passed = `All ${running.transforms.length} transforms are undone by their ways back; this is the worst.`
    results.push(judge(measured, passed, 'Its way back does not undo its way forwards.'))
  }
  return worstOrFailed(results)
}

/** Of many alike, the one nearest to failing; where some fail, those. */
export function worstOrFailed(results: readonly CheckResult[]): CheckResult[] {
  const failed = results.filter(({ outcome }) => outcome === 'failed')
  return failed.length ? failed : results.toSorted((a, b) => (b.error ?? 0) - (a.error ?? 0)).slice(0, 1)
}

/** Of float32, as a part of the largest value: 1e-4, and 1e-3 for deep and multi-scale flows. */
const toleranceOf = ({ transforms, flow }: RunningFlow): number =>
  transforms.length <= 8 && Object.keys(flow.ends).length === 1 ? 1e-4 : 1e-3

/** Where a flow stretches mere rounding beyond the tolerance, four times that is allowed, and never more than 1 %. */
const allowing = (tolerance: number, rounding: number): number =>
  Math.max(tolerance, Math.min(0.01, Number.isFinite(rounding) ? 4 * rounding : 0))

/** What rounding does to an op's result: moved by parts in 2^22. */
const shake = (x: tf.Tensor): tf.Tensor => tf.add(x, tf.mul(tf.maximum(1, tf.abs(x)), noiseLike(x, 1, 2 ** -22)))

function noiseLike({ size, shape }: tf.Tensor, seed: number, deviation: number): tf.Tensor {
  return tf.mul(deviation, tf.tensor(normals(randomStream(seed, 'shake', 0), size), shape))
}

type Tensors = Readonly<Record<string, tf.Tensor>>

const mapTensors = (tensors: Tensors, map: (x: tf.Tensor) => tf.Tensor): Tensors =>
  Object.fromEntries(Object.entries(tensors).map(([name, x]) => [name, map(x)]))

const tensorsOf = (flows: Flows): Tensors =>
  Object.fromEntries(Object.entries(flows).map(([name, { value }]) => [name, value]))

const largestGap = (actual: Tensors, expected: Tensors): tf.Tensor =>
  tf.max(tf.stack(Object.entries(expected).map(([name, x]) => relativeGap(asTensor(actual[name], name), x))))
