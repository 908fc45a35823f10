// What sets itself by the first batch does so rightly: on the first batch of training each activation normalisation gives
// outputs with mean 0 and variance 1 in every channel (Kingma & Dhariwal 2018, section 3.1), and it stays as that batch has
// set it.
import * as tf from '@tensorflow/tfjs-core'
import type { Call, OpCall, Phase, Program } from '../../../compiler/program/program.ts'
import { createContext } from '../../../engine/index.ts'
import type { CheckResult } from '../../../protocol/messages.ts'
import { bindInputs } from '../../program/bind-inputs.ts'
import type { DataFeed } from '../../program/data-feed.ts'
import type { CallContexts } from '../../program/interpreter.ts'
import type { Model } from '../../program/model.ts'
import { type Check, judge, skip } from '../check.ts'
import { isFlowValue, numbersOf } from '../examples.ts'
import { settleState, toStart } from '../moved-weights.ts'
import { worstOrFailed } from './round-trip.ts'

const check = 'first-batch'
const titles = { start: 'Start by the first batch', kept: 'Kept from the first batch' }
const isStart = (call: Call): call is OpCall => call.call === 'op' && call.target === 'flows/actnorm'
/** Of a mean and of a variance: rounding where a channel's values lie far from zero, compared with their spread. */
const tolerance = 1e-3
const keptTolerance = 1e-5

export const firstBatch: Check = async (model, feed, { seed }) => {
  const starts = startsOf(model.program)
  if (!starts.size) return [skip(check, titles.start, 'No node of this model sets itself by the first batch.')]
  const given = await model.parameters.save()
  try {
    // As the first step of training finds them, whatever has been learned since.
    const own = new Set([...starts.values()].flatMap(({ weights }) => Object.values(weights)))
    for (const spec of model.program.parameters) if (own.has(spec.name)) toStart(model, spec)
    const results: CheckResult[] = []
    for (const phase of model.program.phases) results.push(...(await inPhase(model, feed, phase, starts, seed)))
    return Object.values(titles).flatMap((title) => worstOrFailed(results.filter((one) => one.title === title)))
  } finally {
    model.parameters.load(given)
  }
}

/** By name: the calls of a normalisation that the first batch sets, wherever they lie. */
function startsOf({ procedures, functions }: Program): ReadonlyMap<string, OpCall> {
  const calls = [...procedures, ...functions].flatMap((one) => one.calls)
  return new Map(calls.filter(isStart).map((call) => [call.name, call]))
}

async function inPhase(
  model: Model,
  feed: DataFeed,
  phase: Phase,
  starts: ReadonlyMap<string, OpCall>,
  seed: number,
): Promise<CheckResult[]> {
  const contexts = (step: number) => createContext({ seed, step, training: true })
  const first = await outputsOn(model, feed, phase, 0, contexts(0))
  for (const [step, batch] of [0, 1].entries()) settleOn(model, feed, phase, batch, contexts(step))
  const again = await outputsOn(model, feed, phase, 0, settled(contexts(0), starts))
  return [...first].flatMap(([name, { node, values, channels }]) => [
    startsRightly(node, values, channels),
    isKept(node, values, again.get(name)?.values),
  ])
}

interface Seen {
  readonly node: string
  readonly values: Float32Array
  readonly channels: number
}

/** What each normalisation gives on a batch of training; nothing is taken over. */
async function outputsOn(
  model: Model,
  feed: DataFeed,
  { procedure }: Phase,
  batch: number,
  contexts: CallContexts,
): Promise<Map<string, Seen>> {
  const found: { readonly call: Call; readonly value: tf.Tensor }[] = []
  tf.tidy(() => {
    const { procedure: own, run } = model.procedure(procedure)
    run(bindInputs(own, { data: feed.training(batch) }), contexts, (call, [y]) => {
      if (isStart(call) && isFlowValue(y)) found.push({ call, value: tf.keep(tf.clone(y.value)) })
    })
  })
  const seen = new Map<string, Seen>()
  for (const { call, value } of found) {
    const channels = value.shape.at(-1) ?? 1
    seen.set(call.name, { node: call.node, channels, values: await numbersOf(value) })
  }
  return seen
}

function settleOn(model: Model, feed: DataFeed, { procedure }: Phase, batch: number, contexts: CallContexts): void {
  const inputs = tf.tidy(() => bindInputs(model.procedure(procedure).procedure, { data: feed.training(batch) }))
  settleState(model, inputs, procedure, contexts)
  tf.dispose(inputs)
}

/** The normalisations as outside of training, all else as in training: then they get what they got before. */
const settled = (contexts: CallContexts, starts: ReadonlyMap<string, OpCall>): CallContexts => ({
  at(name) {
    const isOfStart = [...starts.keys()].some((start) => name === start || name.endsWith(`/${start}`))
    return isOfStart ? { ...contexts.at(name), training: false } : contexts.at(name)
  },
})

function startsRightly(node: string, values: Float32Array, channels: number): CheckResult {
  let worst = { error: 0, channel: 0, mean: 0, variance: 1 }
  for (let channel = 0; channel < channels; channel++) {
    const { mean, variance } = momentsOf(values, channel, channels)
    // A channel that is the same everywhere has no variance that could be one.
    const error = Math.max(Math.abs(mean), variance === 0 ? 0 : Math.abs(variance - 1))
    if (!Number.isNaN(worst.error) && !(error <= worst.error)) worst = { error, channel, mean, variance }
  }
  const { channel, mean, variance } = worst
  const [a, b] = [mean.toPrecision(3), variance.toPrecision(3)]
  return judge(
    { check, title: titles.start, error: worst.error, tolerance, node },
    'The first batch of training comes out with mean 0 and variance 1 in each channel; this is the worst of all.',
    `On the first batch of training, channel ${channel} comes out with mean ${a} and variance ${b}, not 0 and 1.`,
  )
}

function isKept(node: string, before: Float32Array, after: Float32Array | undefined): CheckResult {
  const error = before.reduce((largest, value, i) => Math.max(largest, Math.abs(value - (after?.[i] ?? Number.NaN))), 0)
  return judge(
    { check, title: titles.kept, error, tolerance: keptTolerance, node },
    'After another batch, and outside of training, the first batch comes out as it did at first.',
    'After another batch, or outside of training, the first batch comes out otherwise than at first: the model that is evaluated is not the one that was trained.',
  )
}

/** In doubles, over the batch and all positions. */
function momentsOf(values: Float32Array, channel: number, channels: number): { mean: number; variance: number } {
  const count = values.length / channels
  let [sum, squares] = [0, 0]
  for (let i = channel; i < values.length; i += channels) sum += values[i]!
  const mean = sum / count
  for (let i = channel; i < values.length; i += channels) squares += (values[i]! - mean) ** 2
  return { mean, variance: squares / count }
}
