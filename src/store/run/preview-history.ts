// Previews kept of a run, so that a person can look back at how the samples came about.
// A model changes most in its first steps, so the kept steps are thinned towards even spacing on a logarithmic scale.
import type { ImageStrip } from '../../runtime/protocol.ts'

export interface Preview {
  readonly step: number
  readonly samples?: ImageStrip
  readonly originals?: ImageStrip
  readonly reconstructions?: ImageStrip
}

/** At 64 digits with reconstructions a preview takes about 0.3 MB. */
const previewLimit = 60

/** Previews of one step are one preview; the later pictures replace the earlier. */
export function keepPreview(previews: readonly Preview[], added: Preview, limit = previewLimit): readonly Preview[] {
  const last = previews.at(-1)
  if (last && last.step === added.step) return [...previews.slice(0, -1), { ...last, ...added }]
  const all = [...previews, added]
  return all.length > limit ? all.filter((_, index) => index !== mostCrowded(all)) : all
}

/** Index of the preview between the closest neighbours; never the first nor the last. */
function mostCrowded(previews: readonly Preview[]): number {
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
