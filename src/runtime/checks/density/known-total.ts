// The exact density of a model that is small enough to be known everywhere: points that can be listed, or one or two real
// dimensions on a grid fine and wide enough that nothing of it is missed.
import * as tf from '@tensorflow/tfjs-core'
import { type Call, findProcedure, mainData } from '../../../compiler/program/program.ts'
import { isOperation } from '../../../compiler/program/read-call.ts'
import { drawSamples } from '../../evaluation/generation.ts'
import type { DataFeed } from '../../program/data-feed.ts'
import type { Model } from '../../program/model.ts'
import { asTensor } from '../../program/value-tensors.ts'
import { alikeInEveryRow } from '../check-contexts.ts'
import { exampleInput, firstExamples, levelsOf, numbersOf, shapeOf } from '../examples.ts'
import { atTheEdge, type Box, boxAround, type Grid, gridOf, type LogDensity, totalOf, widened } from './grid.ts'

export type KnownDensity =
  | { readonly of: 'points'; readonly levels: number; readonly dimensions: number; readonly mass: Float64Array }
  | { readonly of: 'reals'; readonly grid: Grid }
  /** Why it is not known everywhere. */
  | { readonly of: 'unknown'; readonly reason: string }

/** Whether a density counts here what transforms of the data do to volume. */
const countsVolume = (call: Call): boolean =>
  isOperation(call, 'math/flow-log-prob') || isOperation(call, 'math/add-log-det')

/** Points that are listed at most. */
const pointLimit = 2 ** 12

export async function knownDensity(model: Model, feed: DataFeed, seed: number): Promise<KnownDensity> {
  const { program } = model
  const unknown = (reason: string): KnownDensity => ({ of: 'unknown', reason })
  const procedure = findProcedure(program, 'logProb')
  if (!procedure) {
    const absent = program.absent.find(({ name }) => name === 'logProb')
    return unknown(absent?.reason ?? 'This model gives no log p(x).')
  }
  const input = exampleInput(procedure)
  if (!input) return unknown('The density depends on more than the example.')
  const event = shapeOf(input)
  const dimensions = event.reduce((product, extent) => product * extent, 1)
  const levels = levelsOf(program, input)
  const { run } = model.procedure('logProb')
  const logDensity: LogDensity = (x) =>
    asTensor(run({ [input.name]: x }, alikeInEveryRow(seed)).outputs.logProb, 'logProb')
  if (levels !== undefined) {
    if (procedure.calls.some(countsVolume))
      return unknown(
        'The data are levels, for which the model gives a bound: its density is that of the levels with noise.',
      )
    if (levels ** dimensions > pointLimit)
      return unknown(`An example has ${dimensions} elements of ${levels} levels: too many points to add up.`)
    return {
      of: 'points',
      levels,
      dimensions,
      mass: await massOfPoints(logDensity, event, levels ** dimensions, levels),
    }
  }
  if (dimensions > 2) return unknown(`An example has ${dimensions} dimensions: more than a grid can cover.`)
  const inputs = firstExamples(feed, procedure, 1024)
  const examples = await numbersOf(asTensor(inputs[input.name], input.name))
  const drawn = (await drawSamples(model, feed, { seed, count: 1024 })).values
  const range = mainData(program)?.range
  const limits = range === 'unit' || range === 'grey256' ? ([0, 1] as const) : undefined
  const grid = await fineGrid(logDensity, event, boxAround([...examples, ...drawn], dimensions, limits), limits)
  return grid ? { of: 'reals', grid } : unknown('The density is too sharp or too wide for a grid to measure.')
}

async function massOfPoints(
  logDensity: LogDensity,
  event: readonly number[],
  count: number,
  levels: number,
): Promise<Float64Array> {
  const dimensions = event.reduce((product, extent) => product * extent, 1)
  const points = new Float32Array(count * dimensions)
  for (let i = 0; i < points.length; i++)
    points[i] = Math.floor(Math.floor(i / dimensions) / levels ** (i % dimensions)) % levels
  const logs = await numbersOf(tf.tidy(() => tf.clone(logDensity(tf.tensor(points, [count, ...event])))))
  return Float64Array.from(logs, (log) => Math.exp(log))
}

/** The place of each example in the list of points. */
export function pointIndices(examples: ArrayLike<number>, dimensions: number, levels: number): number[] {
  return Array.from({ length: examples.length / dimensions }, (_, row) => {
    let index = 0
    for (let d = dimensions - 1; d >= 0; d--) index = index * levels + examples[row * dimensions + d]!
    return index
  })
}

const widenings = 4
/** What may lie at the edge of the box, and what a grid of half the cells may differ by. */
const missed = 1e-3
const change = 2e-3

/** A grid that neither a wider box nor more cells would change; `undefined` where there is none. */
async function fineGrid(
  logDensity: LogDensity,
  event: readonly number[],
  around: Box,
  limits: readonly [number, number] | undefined,
): Promise<Grid | undefined> {
  const sides = around.low.length === 1 ? [1024, 4096, 16384] : [128, 256, 512]
  let box = around
  for (let i = 0; i < widenings; i++) {
    const rough = await gridOf(logDensity, event, box, sides[0]!)
    if (!(atTheEdge(rough) > missed)) break
    const wider = widened(box, 0.5, limits)
    if (wider.low.every((low, d) => low === box.low[d]) && wider.high.every((high, d) => high === box.high[d])) break
    box = wider
  }
  let before: Grid | undefined
  for (const side of sides) {
    const grid = await gridOf(logDensity, event, box, side)
    if (before && !(Math.abs(totalOf(grid) - totalOf(before)) > change)) return grid
    before = grid
  }
  return undefined
}
