// The pictures of a run: previews always, and other views while the page watches them. Constant data is sent once.
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
  /** Runs work whose failures are reported only once. */
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
  const shown = createShown(run)
  let watched = new Set<Watched>(run.watched)
  let { labels } = run

  const showSamples = async (make: () => Promise<Preview | undefined>) => {
    shown.once('data', () => data)
    const step = run.step()
    const preview = await make()
    if (preview) run.showPreview(step, preview)
  }
  const showPreview = run.orTell(() => showSamples(() => previewOf(scene, labels)))
  const views = viewsOf(scene, shown).map(({ of, interval, show }) => {
    const guarded = run.orTell(show)
    const showWatched = async () => {
      if (watched.has(of)) await guarded()
    }
    return { of, interval, run: showWatched }
  })

  return {
    sideWork: [
      { interval: previewInterval, run: showPreview },
      ...views.map(({ interval, run: show }) => ({ interval, run: show })),
    ],
    async watch(now) {
      const before = watched
      watched = new Set(now)
      for (const view of views) if (!before.has(view.of)) await view.run()
    },
    async sample(request) {
      // Tells the reason where the model cannot be sampled from.
      model.procedure('sample')
      labels = request.labels
      await showSamples(() => samplesOf(scene, request))
    },
    async decode(at, latent) {
      await shown.ofNow(() => decodedAt(scene, at, latent))
    },
  }
}

interface Shown {
  /** What never changes is shown the first time that it is asked for. */
  once(name: View['view'], view: () => View | undefined): void
  /** A view of the model as it is now, though the training may go on meanwhile. */
  ofNow(view: () => Promise<View | undefined>): Promise<void>
}

function createShown(run: Pick<ViewedRun, 'step' | 'showView'>): Shown {
  const said = new Set<View['view']>()
  const show = (view: View | undefined, step: number) => view && run.showView(step, view)
  return {
    once(name, view) {
      if (said.has(name)) return
      said.add(name)
      show(view(), run.step())
    },
    async ofNow(view) {
      const step = run.step()
      show(await view(), step)
    },
  }
}

interface WatchedView {
  /** It is computed while this is watched. */
  readonly of: Watched
  readonly interval: number
  show(): Promise<void>
}

/** In the order in which they are shown when somebody begins to watch. */
function viewsOf(scene: Scene, shown: Shown): readonly WatchedView[] {
  const { model, feed, data } = scene
  const latentViews = createLatentViews(scene)
  const showDensity = () => {
    shown.once('data', () => data)
    shown.once('truth', () => truthOf(scene))
    return shown.ofNow(() => densityOf(scene))
  }
  const showLatent = () => {
    shown.once('examples', () => examplesOf(scene))
    return shown.ofNow(() => latentViews.next())
  }
  const codes = async (): Promise<View | undefined> => {
    const compared = await compareCodes(model, feed, 'training batches', codesPermutations)
    return compared && { view: 'codes', ...compared }
  }
  return [
    { of: 'density', interval: previewInterval, show: showDensity },
    { of: 'density', interval: likelihoodInterval, show: () => shown.ofNow(() => likelihoodOf(scene)) },
    { of: 'latent', interval: previewInterval, show: showLatent },
    { of: 'latent', interval: codesInterval, show: () => shown.ofNow(codes) },
  ]
}
