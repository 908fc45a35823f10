// What the page is shown while a model trains: samples from the same latents again and again, and beside images the first
// examples of the validation split with their reconstructions.
import { findProcedure, mainData } from '../../compiler/program/program.ts'
import { modesOf } from '../../engine/data/dataset.ts'
import { modeCoverage } from '../../metrics/mode-coverage.ts'
import type { SampleRequest } from '../../protocol/messages.ts'
import type { Coverage, GeneratorMap, ImageStrip, Preview } from '../../protocol/pictures.ts'
import { curvePositions } from '../../protocol/positions.ts'
import { drawLatents, drawSamples, imageStrip, reconstructFirst } from '../evaluation/generation.ts'
import { dataSpace, lineMoments, pointCount } from './data-space.ts'
import { judge } from './judge.ts'
import { forEveryClass, labelsGiven } from './labels-given.ts'
import type { Scene } from './scene.ts'

const sampleSeed = 1
const sampleCount = 32
const reconstructionCount = 16

/** Samples and reconstructions as far as the model has them and they can be drawn. */
export async function previewOf(scene: Scene, labels?: SampleRequest['labels']): Promise<Preview | undefined> {
  const isImage = dataSpace(scene.model.program) === 'images'
  const count = isImage ? sampleCount : pointCount
  const samples = await samplesOf(scene, { seed: sampleSeed, count, ...(labels && { labels }) })
  if (!isImage) return samples
  const pairs = await reconstructionsOf(scene)
  return samples || pairs ? { kind: 'images', ...samples, ...pairs } : undefined
}

/** Draws of the model, in the space of its data. */
export async function samplesOf(scene: Scene, wanted: SampleRequest): Promise<Preview | undefined> {
  const { model, feed } = scene
  const space = dataSpace(model.program)
  if (space === undefined || !findProcedure(model.program, 'sample')) return undefined
  const request = forEveryClass(model, feed, wanted)
  const drawn = await drawSamples(model, feed, request)
  if (space === 'points') return { kind: 'points', samples: drawn.values, ...coverageOf(scene, drawn.values) }
  if (space === 'line') {
    const curves = await learnedCurves(scene, request.seed, drawn.values)
    const moments = lineMoments(drawn.values)
    return {
      kind: 'line',
      samples: drawn.values,
      ...(moments && { moments }),
      ...coverageOf(scene, drawn.values),
      ...curves,
    }
  }
  const { shape = [], range } = mainData(model.program) ?? {}
  const samples = imageStrip(drawn, shape, range)
  const labels = labelsGiven(model, feed, request)
  return samples && { kind: 'images', samples, ...(labels && { labels }) }
}

function coverageOf({ dataset }: Scene, samples: Float32Array): { readonly coverage?: Coverage } {
  const modes = dataset && modesOf(dataset)
  if (!modes) return {}
  const { modesCovered, modes: count, highQualityShare } = modeCoverage(samples, modes)
  return { coverage: { found: modesCovered, modes: count, nearShare: highQualityShare } }
}

/** On the line: the generator as a function of its noise, and the discriminator as a function of what it judges. */
async function learnedCurves({ model, feed, data }: Scene, seed: number, samples: Float32Array) {
  const noise = await drawLatents(model, feed, seed, samples.length)
  const canJudge = findProcedure(model.program, 'discriminate') && data
  return {
    ...(noise?.values.length === samples.length && { generator: inOrder(noise.values, samples) }),
    ...(canJudge && { discriminator: await judge(model, feed, curvePositions(data.extents[0])) }),
  }
}

function inOrder(noise: Float32Array, values: Float32Array): GeneratorMap {
  const order = [...noise.keys()].sort((a, b) => noise[a]! - noise[b]!)
  return { noise: Float32Array.from(order, (i) => noise[i]!), values: Float32Array.from(order, (i) => values[i]!) }
}

interface Pairs {
  readonly originals: ImageStrip
  readonly reconstructions: ImageStrip
}

async function reconstructionsOf({ model, feed }: Scene): Promise<Pairs | undefined> {
  if (!findProcedure(model.program, 'reconstruct')) return undefined
  const made = await reconstructFirst(model, feed, 'validation', reconstructionCount)
  const { shape = [], range } = mainData(model.program) ?? {}
  const originals = imageStrip(made.originals, shape, range)
  const reconstructions = imageStrip(made.reconstructions, shape, range)
  return originals && reconstructions && { originals, reconstructions }
}
