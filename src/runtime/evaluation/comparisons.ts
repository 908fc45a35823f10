// What a likelihood does not say, and a model without one can still be held to: whether its samples are distributed as the
// data are, and its codes as the prior is. Draws are those of fixed seeds, as in all of evaluation.
import { findProcedure } from '../../compiler/program/program.ts'
import { modesOf, type SplitName } from '../../engine/data/dataset.ts'
import { permutation } from '../../engine/random/draws.ts'
import { type RandomStream, randomStream } from '../../engine/random/random-stream.ts'
import { sizeOf } from '../../graph/signals.ts'
import { type ModeCoverage, modeCoverage } from '../../metrics/mode-coverage.ts'
import { momentsOf } from '../../metrics/moments.ts'
import { type Sample, type TwoSampleTest, twoSampleTest } from '../../metrics/two-sample.ts'
import type { DataFeed } from '../program/data-feed.ts'
import type { Model } from '../program/model.ts'
import { drawLatents, drawSamples, encodeSplit, encodeTraining } from './generation.ts'

/** The test's statistic and p-value, and how many points each of the two samples had. */
export interface TwoSampleComparison extends TwoSampleTest {
  readonly points: number
}

export interface SampleComparison {
  /** How many samples mean, deviation and modes are of. */
  readonly draws: number
  /** Of each coordinate. */
  readonly mean: readonly number[]
  readonly deviation: readonly number[]
  /** Of data that are a mixture of equal Gaussians. */
  readonly modes?: ModeCoverage
  /** Samples against examples of the split. */
  readonly againstData: TwoSampleComparison
}

const sampleDraws = 10_000
/** Of each of two samples that are compared; the split may have fewer. */
const testPoints = 500
/** Enough for p-values of a thousandth. */
const manyPermutations = 999
const seed = 0

/** Undefined if the data is not points on the line or in the plane, or the model has no sampler. */
export async function compareSamples(
  model: Model,
  feed: DataFeed,
  split: SplitName,
): Promise<SampleComparison | undefined> {
  const dataset = feed.main?.dataset
  if (!dataset || !findProcedure(model.program, 'sample')) return undefined
  const size = sizeOf(dataset.shape)
  const examples = dataset[split]
  if (size > 2 || examples.element !== 'real') return undefined
  const { values } = await drawSamples(model, feed, { seed, count: sampleDraws })
  const modes = modesOf(dataset)
  return {
    draws: sampleDraws,
    ...momentsOf(values, size),
    ...(modes && { modes: modeCoverage(values, modes) }),
    againstData: compare({ values, size }, { values: examples.values, size }, 'samples', manyPermutations),
  }
}

/**
 * Codes of a split, or of training's first batches, against draws from the prior: the aggregated posterior q(z) against p(z).
 * Nothing where the model has no sampler that starts from latents or no encoder, for an encoder that is a distribution, whose
 * mean alone is not a draw from q(z), and for a flow of several levels.
 */
export async function compareCodes(
  model: Model,
  feed: DataFeed,
  of: SplitName | 'training batches',
  permutations = manyPermutations,
): Promise<TwoSampleComparison | undefined> {
  const { program } = model
  const encode = findProcedure(program, 'encode')
  if (!encode || findProcedure(program, 'logWeight') || Object.keys(encode.outputs).length !== 1) return undefined
  const draws = await drawLatents(model, feed, seed, testPoints)
  if (!draws) return undefined
  const codes =
    of === 'training batches' ? await encodeTraining(model, feed, testPoints) : await encodeSplit(model, feed, of)
  const size = sizeOf(codes.shape.slice(1))
  return compare({ values: codes.values, size }, { values: draws.values, size }, 'codes', permutations)
}

function compare(a: Sample, b: Sample, name: string, permutations: number): TwoSampleComparison {
  const stream = (part: string) => randomStream(seed, `comparison/${name}/${part}`, 0)
  const points = Math.min(testPoints, a.values.length / a.size, b.values.length / b.size)
  const test = twoSampleTest(
    chosen(a, points, stream('a')),
    chosen(b, points, stream('b')),
    permutations,
    stream('test'),
  )
  return { points, ...test }
}

/** A random subset of the sample without replacement, since splits and draws may be ordered. */
function chosen({ values, size }: Sample, points: number, stream: RandomStream): Sample {
  const rows = permutation(stream, values.length / size)
  const picked = Float32Array.from(
    { length: points * size },
    (_, i) => values[rows[Math.floor(i / size)]! * size + (i % size)]!,
  )
  return { values: picked, size }
}
