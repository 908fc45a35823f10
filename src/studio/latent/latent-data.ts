// What the Latent tab draws and says, from what the worker sent.
import type { ExamplesView, LatentPlane, LatentView } from '../../protocol/pictures.ts'
import { latentWords } from '../../words/latent.ts'
import type { PlotLayer } from '../plots/layers.ts'

/** Names of the colours of classes, ten of them; each is given in light and in dark by the style sheet. */
export const classColours = Array.from({ length: 10 }, (_, i) => `class${i}`)

/** Draws of the prior in grey, and each example by its class: its name in the class's colour, so that either tells it. */
export function latentLayers({ codes, prior }: LatentView, examples: ExamplesView | undefined): readonly PlotLayer[] {
  const draws: readonly PlotLayer[] = prior
    ? [{ layer: 'dots', places: prior, colour: 'prior', radius: 1.4, opacity: codes ? 0.55 : 0.85 }]
    : []
  if (!codes) return draws
  if (!examples || examples.classes.length < 2)
    return [...draws, { layer: 'dots', places: codes, colour: 'codes', radius: 1.8, opacity: 0.85 }]
  const { labels, classes } = examples
  return [...draws, { layer: 'words', places: codes, classOf: labels, words: classes, colours: classColours }]
}

/** The latent that is shown at a place: origin + a axes[0] + b axes[1]. */
export function latentAt({ origin, axes }: LatentPlane, [a, b]: readonly [number, number]): Float32Array {
  return origin.map((value, i) => value + a * (axes[0][i] ?? 0) + b * (axes[1][i] ?? 0))
}

/** The example nearest to a place, within a distance; `null` where there is none. */
export function nearestCode(codes: Float32Array, at: readonly [number, number], within: number): number | null {
  let [best, least] = [-1, within ** 2]
  for (let i = 0; 2 * i < codes.length; i++) {
    const square = ((codes[2 * i] ?? 0) - at[0]) ** 2 + ((codes[2 * i + 1] ?? 0) - at[1]) ** 2
    if (square <= least) [best, least] = [i, square]
  }
  return best < 0 ? null : best
}

/** Of the numbers of the latent, or of principal components. */
export function axisTitles({ plane }: LatentView): readonly [string, string] {
  if (plane.method.method === 'principal') return ['PC 1', 'PC 2']
  return plane.origin.length === 1 ? ['z', ''] : ['z₁', 'z₂']
}

export function planeInWords({ plane, codes }: LatentView): string {
  const size = plane.origin.length
  switch (plane.method.method) {
    case 'whole':
      return latentWords.wholePlane({ size })
    case 'principal':
      return latentWords.principalPlane({
        codes: codes ? codes.length / 2 : 0,
        size,
        percent: Math.round(100 * plane.method.share),
      })
    case 'first':
      return latentWords.firstPlane({ size })
    default:
      return plane.method satisfies never
  }
}

/** Places of a walk, both ends included. */
const stepsOfWalk = 5

/** Places evenly spaced from one to another. */
export const walk = (
  from: readonly [number, number],
  to: readonly [number, number],
): readonly (readonly [number, number])[] =>
  Array.from({ length: stepsOfWalk }, (_, i) => {
    const share = i / (stepsOfWalk - 1)
    return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])] as const
  })

/** The latents of several places, one after the other. */
export function latentsAt(plane: LatentPlane, places: readonly (readonly [number, number])[]): Float32Array {
  const size = plane.origin.length
  const latents = new Float32Array(size * places.length)
  for (const [i, place] of places.entries()) latents.set(latentAt(plane, place), i * size)
  return latents
}
