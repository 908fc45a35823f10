// The latent space of a model: the positions of examples and draws from the prior, and decoded points.
import { mainData } from '../../compiler/program/program.ts'
import { classNames } from '../../engine/data/class-names.ts'
import type { DecodedView, ExamplesView, ImageStrip, LatentView } from '../../protocol/pictures.ts'
import { drawLatents, encodeFirst, imageStrip, outputFor } from '../evaluation/generation.ts'
import { dataSpace, firstExamples, squareAround } from './data-space.ts'
import { latentPlane, projected, quantileGrid } from './latent-plane.ts'
import { type LatentSpace, latentSpace } from './latent-space.ts'
import type { Scene } from './scene.ts'

const exampleCount = 500
const drawSeed = 1
/** Of the prior: enough for its quantiles, and those that are shown. */
const drawCount = 2000
const drawsShown = 300
/** Pictures along each side of the manifold. */
const manifoldSide = 15

/** The examples whose codes are shown. */
export function examplesOf({ model, dataset }: Scene): ExamplesView | undefined {
  if (!dataset || !latentSpace(model.program)?.encodes) return undefined
  const values = firstExamples(dataset, 'validation', exampleCount)
  const { labels } = dataset.validation
  const images =
    dataSpace(model.program) === 'images' &&
    imageStrip({ shape: [Math.min(exampleCount, labels.length)], values }, dataset.shape, 'unit')
  return {
    view: 'examples',
    labels: labels.slice(0, exampleCount),
    classes: classNames(dataset),
    ...(images && { images }),
  }
}

/** Makes latent views one after another; keeps what does not change, and the plane of before. */
export function createLatentViews({ model, feed }: Scene): { next(): Promise<LatentView | undefined> } {
  const space = latentSpace(model.program)
  let draws: Promise<Float32Array | undefined> | undefined
  let previous: LatentView | undefined
  return {
    async next() {
      if (!space) return undefined
      draws ??= drawLatents(model, feed, drawSeed, drawCount).then((drawn) => drawn?.values)
      const drawn = await draws
      const codes = space.encodes ? (await encodeFirst(model, feed, 'validation', exampleCount)).values : undefined
      const plane = latentPlane(space.size, codes, previous?.plane)
      const prior = drawn && projected(thinned(drawn, space.size), plane)
      const placed = codes && projected(codes, plane)
      const shown = Float32Array.of(...(placed ?? []), ...(prior ?? []))
      previous = {
        view: 'latent',
        plane,
        extents: squareAround(shown, 0.06),
        ...(placed && { codes: placed }),
        ...(prior && { prior }),
        ...(await manifold(space, drawn)),
      }
      return previous
    },
  }

  async function manifold({ size, decoder }: LatentSpace, drawn: Float32Array | undefined) {
    if (size !== 2 || !decoder || !drawn || dataSpace(model.program) !== 'images') return {}
    const images = await decodedImages(quantileGrid(drawn, manifoldSide))
    return images ? { manifold: { columns: manifoldSide, images } } : {}
  }

  async function decodedImages(latents: Float32Array): Promise<ImageStrip | undefined> {
    const made = space?.decoder && (await outputFor(model, feed, space.decoder, latents))
    return made ? imageStrip(made, made.shape.slice(1), mainData(model.program)?.range) : undefined
  }
}

/** Some of the draws, from all over them: those of noise in strata come in order. */
function thinned(draws: Float32Array, size: number): Float32Array {
  const every = Math.ceil(draws.length / size / drawsShown)
  return draws.filter((_, i) => Math.floor(i / size) % every === 0)
}

/** @throws Error when the model makes nothing of latents. */
export async function decodedAt(
  { model, feed }: Scene,
  at: readonly [number, number],
  latent: Float32Array,
): Promise<DecodedView> {
  const decoder = latentSpace(model.program)?.decoder
  if (!decoder) throw new Error('This model has no decoder, so nothing can be made of a latent.')
  const { values, shape } = await outputFor(model, feed, decoder, latent)
  const image = imageStrip({ values, shape }, shape.slice(1), mainData(model.program)?.range)
  return { view: 'decoded', at, made: image ?? values }
}
