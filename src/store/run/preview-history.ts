// Previews of a run, kept so that the user can look back at the progress of the samples.
// A model changes most in its first steps, so the kept steps are thinned towards even spacing on a logarithmic scale.
import type { Preview } from '../../protocol/pictures.ts'

export interface KeptPreview {
  readonly step: number
  readonly preview: Preview
}

/** At 64 digits with reconstructions a preview takes about 0.3 MB. */
const previewLimit = 60

/** Previews of one step are one preview; the later pictures replace the earlier. */
export function keepPreview(
  previews: readonly KeptPreview[],
  added: KeptPreview,
  limit = previewLimit,
): readonly KeptPreview[] {
  const last = previews.at(-1)
  if (last && last.step === added.step) return [...previews.slice(0, -1), merged(last, added)]
  const all = [...previews, added]
  return all.length > limit ? all.filter((_, index) => index !== mostCrowded(all)) : all
}

/** New samples of images leave the reconstructions standing. */
function merged({ step, preview: before }: KeptPreview, { preview }: KeptPreview): KeptPreview {
  if (before.kind !== 'images' || preview.kind !== 'images') return { step, preview }
  return { step, preview: { ...before, ...preview } }
}

/** Index of the preview between the closest neighbours; never the first nor the last. */
function mostCrowded(previews: readonly KeptPreview[]): number {
  const at = (index: number) => Math.log1p(previews[index]?.step ?? 0)
  let best = 1
  let closest = Number.POSITIVE_INFINITY
  for (let index = 1; index < previews.length - 1; index++) {
    const gap = at(index + 1) - at(index - 1)
    if (gap < closest) {
      closest = gap
      best = index
    }
  }
  return best
}
