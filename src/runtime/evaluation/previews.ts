// What the page is shown while a model trains: samples from the same latents again and again, the first examples of the
// validation split beside their reconstructions, and the objective on that split.
import type { NamedTensor } from '../checkpoints/safetensors.ts'
import type { DataFeed } from '../program/data-feed.ts'
import type { Model } from '../program/model.ts'
import type { FromWorker, ImageStrip, Metrics } from '../protocol.ts'
import { evaluateObjectives } from './evaluation.ts'
import { drawSamples, imageStrip, reconstructFirst } from './generation.ts'

type Preview = Pick<Extract<FromWorker, { type: 'preview' }>, 'samples' | 'originals' | 'reconstructions'>

const sampleSeed = 1
const sampleCount = 32
const reconstructionCount = 16

/** Samples and reconstructions as far as the model has them and they are images. */
export async function previewOf(model: Model, feed: DataFeed): Promise<Preview> {
  return { ...(await samplesOf(model, sampleSeed, sampleCount)), ...(await reconstructionsOf(model, feed)) }
}

export async function samplesOf(model: Model, seed: number, count: number): Promise<Preview> {
  if (!has(model, 'sample')) return {}
  const samples = stripOf(await drawSamples(model, seed, count), model)
  return samples ? { samples } : {}
}

async function reconstructionsOf(model: Model, feed: DataFeed): Promise<Preview> {
  if (!has(model, 'reconstruct')) return {}
  const made = await reconstructFirst(model, feed, 'validation', reconstructionCount)
  const originals = stripOf(made.originals, model)
  const reconstructions = stripOf(made.reconstructions, model)
  return originals && reconstructions ? { originals, reconstructions } : {}
}

/** `loss` and terms on the validation split; of several phases each name follows its phase's. */
export async function validationOf(model: Model, feed: DataFeed): Promise<Metrics> {
  const byPhase = Object.entries(await evaluateObjectives(model, feed, 'validation'))
  const [only] = byPhase
  if (only && byPhase.length === 1) return only[1]
  return Object.fromEntries(
    byPhase.flatMap(([phase, metrics]) =>
      Object.entries(metrics).map(([name, value]) => [`${phase}/${name}`, value] as const),
    ),
  )
}

const has = ({ program }: Model, name: string): boolean => program.procedures.some((one) => one.name === name)

function stripOf(tensor: NamedTensor, { program }: Model): ImageStrip | undefined {
  const [data] = program.data
  return data && imageStrip(tensor, data.shape, data.range)
}
