// The pictures of a run: previews always, and of what the page has its eyes on as much as it watches. What never changes
// is said once.
import { mainData } from '../../compiler/program/program.ts'
import type { Dataset } from '../../engine/data/dataset.ts'
import type { SideWork } from '../../engine/index.ts'
import type { SampleRequest } from '../../protocol/messages.ts'
import type { Preview, View, Watched } from '../../protocol/pictures.ts'
import { compareCodes } from '../evaluation/comparisons.ts'
import type { DataFeed } from '../program/data-feed.ts'
import type { Model } from '../program/model.ts'
import { dataViewOf } from './data-space.ts'
import { densityOf, likelihoodOf, truthOf } from './density-views.ts'
import { createLatentViews, decodedAt, examplesOf } from './latent-view.ts'
import { previewOf, samplesOf } from './previews.ts'
import type { Scene } from './scene.ts'

export interface RunViews {
  readonly sideWork: readonly SideWork[]
  /** Shows at once what had not been watched before. */
  watch(watched: readonly Watched[]): Promise<void>
  /** New samples. @throws Error saying why, when the model cannot be sampled from. */
  sample(request: SampleRequest): Promise<void>
  /** @throws Error when the model makes nothing of latents. */
  decode(at: readonly [number, number], latent: Float32Array): Promise<void>
}

export interface ViewedRun {
  readonly model: Model
  readonly feed: DataFeed
  readonly datasets: ReadonlyMap<string, Dataset>
  readonly watched: readonly Watched[]
  /** What samples are given until others are asked for; drawn from the data unless given. */
  readonly labels?: SampleRequest['labels'] | undefined
  step(): number
  showPreview(step: number, preview: Preview): void
  showView(step: number, view: View): void
  /** Runs work of which a failure is told once and then no more. */
  orTell(work: () => Promise<void>): () => Promise<void>
}

/** Milliseconds between two of a kind, at least. */
const previewInterval = 500
const likelihoodInterval = 2000
const codesInterval = 4000
/** Of the test of the codes: enough for p-values of half a hundredth, and quickly done. */
const codesPermutations = 199

export function createRunViews(run: ViewedRun): RunViews {
  const { model, feed } = run
  const dataset = run.datasets.get(mainData(model.program)?.dataset ?? '')
  const data = dataset && dataViewOf(model.program, dataset)
  const scene: Scene = { model, feed, dataset, data }
  const latentViews = createLatentViews(scene)
  const said = new Set<View['view']>()
  let watched = new Set<Watched>(run.watched)
  let { labels } = run

  const show = (view: View | undefined, step = run.step()) => view && run.showView(step, view)
  const sayOnce = (name: View['view'], view: () => View | undefined) => {
    if (said.has(name)) return
    said.add(name)
    show(view())
  }
  const showSamples = async (make: () => Promise<Preview | undefined>) => {
    sayOnce('data', () => data)
    const step = run.step()
    const preview = await make()
    if (preview) run.showPreview(step, preview)
  }
  const fresh = (watch: Watched, work: () => Promise<void>) => {
    const guarded = run.orTell(work)
    return async () => {
      if (watched.has(watch)) await guarded()
    }
  }
  const showDensity = fresh('density', async () => {
    sayOnce('data', () => data)
    sayOnce('truth', () => truthOf(scene))
    const step = run.step()
    show(await densityOf(scene), step)
  })
  const showLikelihood = fresh('density', async () => {
    const step = run.step()
    show(await likelihoodOf(scene), step)
  })
  const showLatent = fresh('latent', async () => {
    sayOnce('examples', () => examplesOf(scene))
    const step = run.step()
    show(await latentViews.next(), step)
  })
  const showCodes = fresh('latent', async () => {
    const step = run.step()
    const compared = await compareCodes(model, feed, 'training batches', codesPermutations)
    show(compared && { view: 'codes', ...compared }, step)
  })

  return {
    sideWork: [
      { interval: previewInterval, run: run.orTell(() => showSamples(() => previewOf(scene, labels))) },
      { interval: previewInterval, run: showDensity },
      { interval: likelihoodInterval, run: showLikelihood },
      { interval: previewInterval, run: showLatent },
      { interval: codesInterval, run: showCodes },
    ],
    async watch(now) {
      const before = watched
      watched = new Set(now)
      if (watched.has('density') && !before.has('density')) {
        await showDensity()
        await showLikelihood()
      }
      if (watched.has('latent') && !before.has('latent')) {
        await showLatent()
        await showCodes()
      }
    },
    async sample(request) {
      // Tells the reason where the model cannot be sampled from.
      model.procedure('sample')
      labels = request.labels
      await showSamples(() => samplesOf(scene, request))
    },
    async decode(at, latent) {
      const step = run.step()
      show(await decodedAt(scene, at, latent), step)
    },
  }
}
