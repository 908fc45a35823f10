// What a model makes: samples, reconstructions, codes; as plain arrays.
import * as tf from '@tensorflow/tfjs-core'
import {
  columnOf,
  findProcedure,
  isGenerative,
  type Procedure,
  type ProcedureName,
  type Repetition,
} from '../../compiler/program/program.ts'
import { hasTemperature } from '../../compiler/readings/temperature.ts'
import type { GivenLabels } from '../../engine/data/condition-rows.ts'
import type { SplitName } from '../../engine/data/dataset.ts'
import type { NamedTensor } from '../../engine/formats/safetensors.ts'
import { createContext, type StepSettings } from '../../engine/index.ts'
import { type ElementRange, sizeOf } from '../../graph/signals.ts'
import type { ImageStrip } from '../../protocol/pictures.ts'
import type { Value } from '../op-of.ts'
import { bindInputs } from '../program/bind-inputs.ts'
import type { ConditionSource, DataFeed, FedBatch } from '../program/data-feed.ts'
import type { Model } from '../program/model.ts'
import { asTensor } from '../program/value-tensors.ts'
import { drawFromLine } from './model-line.ts'

export interface SampleSettings {
  readonly seed: number
  readonly count: number
  /** What normal draws are multiplied by, where the model starts from such. */
  readonly temperature?: number | undefined
  /** What models with a label are given; without them, labels are drawn from the data. */
  readonly labels?: GivenLabels | undefined
}

/**
 * Draws from the model, `[count, ...]`. The same seed gives the same latents however far the training is.
 * @throws Error when the model cannot be sampled from, or not at this temperature, or not given such labels.
 */
export async function drawSamples(
  model: Model,
  feed: ConditionSource,
  { seed, count, temperature = 1, labels }: SampleSettings,
): Promise<NamedTensor> {
  if (temperature !== 1 && !hasTemperature(model.program))
    throw new Error('Samples of this model have no temperature: they do not come from a single set of normal draws.')
  const { procedure } = model.procedure('sample')
  const bind = () => bindInputs(procedure, { conditions: feed.conditions({ procedure, seed, count, labels }) })
  return withInputs(bind, async (inputs) => {
    if (!procedure.repeat) return firstOutput(model, 'sample', inputs, { seed, temperature })
    const drawn =
      (await drawFromLine(model, seed, count)) ??
      (await drawBySweeps(model, procedure, procedure.repeat, inputs, seed, count))
    return madeOf(model, procedure, procedure.repeat, drawn, inputs, seed)
  })
}

type Inputs = Readonly<Record<string, tf.Tensor | number>>

/** @param bind makes tensors that are disposed of after use. */
async function withInputs<T>(bind: () => Record<string, tf.Tensor | number>, use: (inputs: Inputs) => Promise<T>) {
  const inputs = tf.tidy(bind)
  try {
    return await use(inputs)
  } finally {
    tf.dispose(inputs)
  }
}

/** Runs the procedure on what it gave before, from zeros on, until nothing changes any more. */
async function drawBySweeps(
  model: Model,
  procedure: Procedure,
  { times, carries }: Repetition,
  inputs: Readonly<Record<string, Value>>,
  seed: number,
  count: number,
): Promise<NamedTensor> {
  const [[input, output] = ['', '']] = Object.entries(carries)
  const signal = procedure.inputs.find(({ name }) => name === input)?.signal
  if (signal?.signal !== 'tensor' || Object.keys(carries).length !== 1)
    throw new Error(`${procedure.name} can be repeated only on one tensor.`)
  const shape = [count, ...signal.shape]
  let before: NamedTensor = { shape, values: new Float32Array(sizeOf(shape)) }
  for (let time = 0; time < times; time++) {
    const carried = tf.tensor(before.values, shape)
    const after = await outputOf(model, procedure.name, output, { ...inputs, [input]: carried }, { seed })
    carried.dispose()
    if (after.values.every((value, i) => value === before.values[i])) return after
    before = after
  }
  return before
}

/** What the sampler makes of what it has drawn, where that is not the draw itself: one more sweep, which changes nothing. */
async function madeOf(
  model: Model,
  { name, outputs }: Procedure,
  { carries }: Repetition,
  drawn: NamedTensor,
  inputs: Readonly<Record<string, Value>>,
  seed: number,
): Promise<NamedTensor> {
  const [[input, output] = ['', '']] = Object.entries(carries)
  if (output === Object.keys(outputs)[0]) return drawn
  const given = tf.tensor(drawn.values, [...drawn.shape])
  try {
    return await firstOutput(model, name, { ...inputs, [input]: given }, { seed })
  } finally {
    given.dispose()
  }
}

/** The first examples of a split, and what the model makes of them. @throws Error when the model has no `reconstruct`. */
export async function reconstructFirst(
  model: Model,
  feed: DataFeed,
  split: SplitName,
  count: number,
): Promise<{ readonly originals: NamedTensor; readonly reconstructions: NamedTensor }> {
  const { procedure } = model.procedure('reconstruct')
  const [batch] = feed.evaluation(split, procedure, count)
  const example = procedure.inputs.find(({ source }) => source.from === 'data' && source.column === 'example')
  if (!batch || !example) throw new Error('Reconstruction needs a data set of examples.')
  return withInputs(
    () => bindInputs(procedure, { data: batch }),
    async (inputs) => {
      const reconstructions = await firstOutput(model, 'reconstruct', inputs, { seed: 0 })
      return { originals: await toArray(asTensor(inputs[example.name], example.name)), reconstructions }
    },
  )
}

/** The codes of the first examples of a split, `[count, ...]`. @throws Error when the model has no `encode`. */
export async function encodeFirst(model: Model, feed: DataFeed, split: SplitName, count: number): Promise<NamedTensor> {
  const { procedure } = model.procedure('encode')
  const [batch] = feed.evaluation(split, procedure, count)
  if (!batch) throw new Error('Encoding needs a data set of examples.')
  return encodeBatches(model, [batch])
}

/** The model's code for each example of a split, in order, `[examples, ...]`. @throws Error when the model has no `encode`. */
export async function encodeSplit(model: Model, feed: DataFeed, split: SplitName): Promise<NamedTensor> {
  return encodeBatches(model, feed.evaluation(split, model.procedure('encode').procedure, 256))
}

/** The codes of the first batches of training, at least `count` of them. @throws Error when the model has no `encode`. */
export async function encodeTraining(model: Model, feed: DataFeed, count: number): Promise<NamedTensor> {
  const batches = Math.ceil(count / model.program.training.batchSize)
  return encodeBatches(
    model,
    Array.from({ length: batches }, (_, index) => feed.training(index)),
  )
}

async function encodeBatches(model: Model, batches: Iterable<FedBatch>): Promise<NamedTensor> {
  const { procedure } = model.procedure('encode')
  const parts: NamedTensor[] = []
  for (const batch of batches) {
    const bind = () => bindInputs(procedure, { data: batch })
    parts.push(await withInputs(bind, (inputs) => firstOutput(model, 'encode', inputs, { seed: 0 })))
  }
  const rows = parts.reduce((sum, { shape }) => sum + (shape[0] ?? 0), 0)
  const rest = parts[0]?.shape.slice(1) ?? []
  const values = new Float32Array(sizeOf([rows, ...rest]))
  let at = 0
  for (const part of parts) {
    values.set(part.values, at)
    at += part.values.length
  }
  return { shape: [rows, ...rest], values }
}

/**
 * Images side by side, or undefined when the examples are not images with one or three channels.
 * @param range of the elements, as the Program's data have it: the brightest of 256 levels is 255, of all others 1.
 */
export function imageStrip(
  { shape, values }: NamedTensor,
  eventShape: readonly number[],
  range: ElementRange | undefined,
): ImageStrip | undefined {
  const [height, width, channels] = eventShape
  if (eventShape.length !== 3 || !height || !width || (channels !== 1 && channels !== 3)) return undefined
  const brightest = range === 'levels256' ? 255 : 1
  const shades = values.map((v) => Math.min(1, Math.max(0, v / brightest)))
  return { count: shape[0] ?? 0, height, width, channels, values: shades }
}

/**
 * What a procedure makes of given rows, its one tensor: examples for `encode` and `logProb`, latents for `decode`.
 * @param rows as many numbers as whole rows have.
 * @throws Error when the model has no such procedure, or it takes several tensors.
 */
export async function outputFor(
  model: Model,
  feed: ConditionSource,
  name: ProcedureName,
  rows: Float32Array,
  labels?: GivenLabels,
): Promise<NamedTensor> {
  const { procedure } = model.procedure(name)
  const tensors = procedure.inputs.flatMap(({ name, signal, source }) =>
    signal.signal === 'tensor' ? [{ name, shape: signal.shape, source }] : [],
  )
  // Generative procedures are given a tensor by the caller; of the others, the examples are what is given in their place.
  const wanted = tensors.filter(({ source }) =>
    isGenerative(name) ? source.from === 'caller' : columnOf(source)?.column === 'example',
  )
  const [input, ...more] = wanted.length === 0 ? tensors : wanted
  if (!input || more.length) throw new Error(`${name} does not take one tensor, so it cannot be asked for one.`)
  const count = rows.length / sizeOf(input.shape)
  const others = { ...procedure, inputs: procedure.inputs.filter((one) => one.name !== input.name) }
  const bind = () => {
    // What a density reads beside the examples is given as it is to samples.
    const beside = feed.conditions({ procedure: others, seed: 0, count, labels })
    const values = { [input.name]: tf.tensor(rows, [count, ...input.shape]) }
    return bindInputs(procedure, { values, data: beside, conditions: beside })
  }
  return withInputs(bind, (inputs) => firstOutput(model, name, inputs, { seed: 0 }))
}

/** The latents that `drawSamples` starts from, one row each; nothing where there is no sampler that tells them. */
export async function drawLatents(
  model: Model,
  feed: DataFeed,
  seed: number,
  count: number,
): Promise<NamedTensor | undefined> {
  const procedure = findProcedure(model.program, 'sample')
  if (!procedure || !('latent' in procedure.outputs) || procedure.repeat) return undefined
  const bind = () => bindInputs(procedure, { conditions: feed.conditions({ procedure, seed, count }) })
  return withInputs(bind, (inputs) => outputOf(model, 'sample', 'latent', inputs, { seed }))
}

type Draws = Pick<StepSettings, 'seed' | 'temperature'>

/** The first output is what a procedure is for; others are by the way. */
function firstOutput(
  model: Model,
  name: ProcedureName,
  inputs: Readonly<Record<string, Value>>,
  draws: Draws,
): Promise<NamedTensor> {
  const [output = ''] = Object.keys(model.procedure(name).procedure.outputs)
  return outputOf(model, name, output, inputs, draws)
}

async function outputOf(
  model: Model,
  name: ProcedureName,
  output: string,
  inputs: Readonly<Record<string, Value>>,
  draws: Draws,
): Promise<NamedTensor> {
  const contexts = createContext({ ...draws, step: 0, training: false })
  // A copy, for the output may be one of the inputs.
  const tensor = tf.tidy(() => tf.clone(asTensor(model.procedure(name).run(inputs, contexts).outputs[output], name)))
  try {
    return await toArray(tensor)
  } finally {
    tensor.dispose()
  }
}

async function toArray(tensor: tf.Tensor): Promise<NamedTensor> {
  const { shape } = tensor
  return { shape, values: Float32Array.from(await tensor.data()) }
}
