// The density that a model has learned where it can be drawn, beside the true one; for games, what the discriminator
// makes of the plane.
import { findProcedure, isOfExamplesAlone, type Program } from '../../compiler/program/program.ts'
import { sourceOf } from '../../engine/data/dataset.ts'
import type { DensityView, LikelihoodView, Measurement, ObservedData, TruthView } from '../../protocol/pictures.ts'
import { curvePositions, gridPositions } from '../../protocol/positions.ts'
import { drawSamples, outputFor } from '../evaluation/generation.ts'
import { logProbabilities } from '../evaluation/log-probabilities.ts'
import { judge } from './judge.ts'
import type { Scene } from './scene.ts'

const fakeSeed = 1
const fakeCount = 500

/** Nothing where the data have more than two dimensions, or the model neither a density nor a discriminator of them. */
export async function densityOf({ model, feed, data }: Scene): Promise<DensityView | undefined> {
  if (!data) return undefined
  const positions = positionsOf(data)
  if (findProcedure(model.program, 'logProb')) {
    const { values } = await outputFor(model, feed, 'logProb', positions)
    return { view: 'density', of: 'model', logDensity: values }
  }
  if (!findProcedure(model.program, 'discriminate')) return undefined
  const { values: fakes } = await drawSamples(model, feed, { seed: fakeSeed, count: fakeCount })
  return { view: 'density', of: 'discriminator', judgements: await judge(model, feed, positions), fakes }
}

/** The data's own density is that of an example given nothing: a likelihood of anything else has no gap to it. */
const isComparable = (program: Program): boolean =>
  program.density.likelihood === undefined || isOfExamplesAlone(program.density)

/** Takes a moment for some distributions. Nothing where the data's own density is not known. */
export function truthOf({ model, dataset, data }: Scene): TruthView | undefined {
  const source = dataset && sourceOf(dataset)
  if (!data || !source || !isComparable(model.program)) return undefined
  const positions = positionsOf(data)
  const { dimensions } = source
  const count = positions.length / dimensions
  const logDensity = Float32Array.from({ length: count }, (_, i) =>
    source.logDensity(positions.subarray(i * dimensions, (i + 1) * dimensions)),
  )
  const entropy = source.entropy()
  return {
    view: 'truth',
    logDensity,
    entropy: { nats: entropy.value, error: entropy.kind === 'estimate' ? entropy.error : 0 },
  }
}

/** -log p(x) over the test split, for models that have it exactly, of data whose density can be drawn. */
export async function likelihoodOf({ model, feed, data }: Scene): Promise<LikelihoodView | undefined> {
  if (!data || !findProcedure(model.program, 'logProb')) return undefined
  const values = await logProbabilities(model, feed, 'test')
  return { view: 'likelihood', negativeLogLikelihood: negativeMean(values), examples: values.length }
}

/** With its standard error: the deviation of one value over the root of their number. */
function negativeMean(values: Float32Array): Measurement {
  const mean = values.reduce((sum, value) => sum + value / values.length, 0)
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2 / (values.length - 1), 0)
  return { nats: -mean, error: Math.sqrt(variance / values.length) }
}

const positionsOf = (data: ObservedData): Float32Array =>
  data.kind === 'points' ? gridPositions(data.extents) : curvePositions(data.extents[0])
