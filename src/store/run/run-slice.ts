// The run that the page watches. Actions send messages; what is known of the run comes from the worker's answers alone,
// save for the moment of starting, stopping and resetting, which the page itself decides.
import type { Program } from '../../compiler/program/program.ts'
import type { KnownDatasets } from '../../engine/data/dataset-catalogue.ts'
import type { BackendChoice, Checkpoint } from '../../engine/index.ts'
import type { GraphDocument } from '../../graph/document.ts'
import type { Problem } from '../../graph/problems.ts'
import { trainsTheSame } from '../../graph/same-model.ts'
import type { FromWorker, SampleRequest, ToWorker } from '../../protocol/messages.ts'
import type { Watched } from '../../protocol/pictures.ts'
import { createDecodeQueue } from './decode-queue.ts'
import { reduceRun } from './reduce-run.ts'
import { fitsParameters, sharesCheckpoints } from './run-meaning.ts'
import { type RunRecord, stateOfRecord } from './run-record.ts'
import { canSample, idleRun, isActive, isChecking, noChecksYet, type RunState, startedRun } from './run-state.ts'
import { firstSampleCount } from './sample-count.ts'
import { fittingLabels, type GivenLabels } from './sample-labels.ts'
import { createSaveQueue } from './save-queue.ts'

export interface RunActions {
  /** Starts training the present graph from new weights. Does nothing while the graph has problems. */
  start(): void
  /** Goes on from the last checkpoint with the present graph and settings; from the start where it does not fit. */
  continueRun(): void
  pause(): void
  resume(): void
  /** One training step; starts a paused run where there is none. */
  step(): void
  /** Ends the run and keeps its last state for going on later. */
  stop(): void
  /** Forgets the run, its weights and its curves. */
  reset(): void
  /** The present state of the training, for a file; `null` where there is none that the present graph could go on from. */
  save(): Promise<Checkpoint | null>
  /** Puts a checkpoint into the present graph and stays there, ready to draw samples. `false` where it does not fit. */
  restore(checkpoint: Checkpoint): boolean
  /** Shows a run that was kept, ready to go on with; not where a run is there already, unless it is an older of the kind. */
  offer(record: RunRecord): void
  /** Another document is about to be opened: stops the run, whose last state will be in `leftRun`. Returns what changes. */
  leave(key: string): Pick<RunSlice, 'run' | 'leftRun'>
  /** Draws new samples from the model as it is. */
  resample(request: SampleRequest): void
  /** Has the worker keep a picture up to date, until the function that is returned is called. */
  watch(picture: Watched): () => void
  /** Asks what the model makes of a latent that is shown at a place; the answer is the view `decoded`. */
  decode(at: readonly [number, number], latent: Float32Array): void
  /** Checks the maths of the model that is there; where none is, of the present graph's, ready to train. */
  check(): void
  /** Holds from the next start on. */
  setBackend(choice: BackendChoice): void
  /** Takes in a message of the worker. */
  receive(message: FromWorker): void
}

export interface RunSlice {
  readonly run: RunState
  readonly runActions: RunActions
  /** What samples are given, chosen by the person and kept from run to run; `null` where labels are drawn from the data. */
  readonly givenLabels: GivenLabels | null
  /** The run that was left last, of another document than the present one, as its last state arrives. */
  readonly leftRun: { readonly key: string; readonly run: RunState } | null
}

export interface RunDependencies {
  readonly datasets: KnownDatasets
  send(message: ToWorker): void
  /** The Program of the document as it is now. */
  compile(): { readonly program: Program; readonly document: GraphDocument } | { readonly problems: readonly Problem[] }
}

/** A slice for a zustand store: `set` merges, as zustand's does. */
export function createRunSlice(
  set: (change: Partial<RunSlice>) => void,
  get: () => RunSlice,
  { send, compile, datasets }: RunDependencies,
): RunSlice {
  let stepWhenPaused = false
  let runs = 0
  let watched: readonly Watched[] = []
  const decoding = createDecodeQueue<{ readonly at: readonly [number, number]; readonly latent: Float32Array }>(
    (request) => {
      const { id, status } = get().run
      if (id !== null && canSample(status)) send({ type: 'decode', run: id, ...request })
      else decoding.clear()
    },
  )

  const saving = createSaveQueue()
  /** Runs of documents that were left, and that have not ended yet. */
  const left = new Map<string, { readonly key: string; readonly run: RunState }>()

  const setRun = (run: RunState) => set({ run })

  function begin(paused: boolean, goOn: boolean) {
    const compiled = compile()
    if ('problems' in compiled) return
    const { run } = get()
    if (run.id !== null && isActive(run.status)) send({ type: 'stop', run: run.id })
    const { program, document } = compiled
    const fits = goOn && run.checkpoint && run.program && sharesCheckpoints(run.program, program)
    const checkpoint = fits && run.checkpoint ? { checkpoint: run.checkpoint } : {}
    const id = `run-${++runs}`
    decoding.clear()
    saving.settle(null)
    setRun(startedRun(run, { id, program, document, ...checkpoint }))
    const labels = labelsFor(program)
    send({ type: 'start', run: id, program, backend: run.backendChoice, paused, watched, ...labels, ...checkpoint })
  }

  /** Those chosen, where this model can be given them. */
  function labelsFor(program: Program): { readonly labels?: GivenLabels } {
    const labels = fittingLabels(program, get().givenLabels, datasets)
    return labels ? { labels } : {}
  }

  function setWatched(next: readonly Watched[]) {
    watched = next
    const { id, status } = get().run
    if (id !== null && (status === 'starting' || canSample(status))) send({ type: 'watch', run: id, watched })
  }

  /** The worker holds the model of a run that is over, and the graph is still that run's. */
  function isAtHand({ id, status, document }: RunState): boolean {
    const compiled = compile()
    return (
      id !== null &&
      canSample(status) &&
      document !== null &&
      !('problems' in compiled) &&
      trainsTheSame(document, compiled.document)
    )
  }

  function tell(type: 'pause' | 'resume' | 'step' | 'stop') {
    const { id } = get().run
    if (id !== null) send({ type, run: id })
  }

  const runActions: RunActions = {
    start() {
      stepWhenPaused = false
      begin(false, false)
    },
    continueRun() {
      stepWhenPaused = false
      begin(false, true)
    },
    pause() {
      tell('pause')
    },
    resume() {
      const { run } = get()
      if (run.status !== 'paused') return
      setRun({ ...run, status: 'running' })
      tell('resume')
    },
    step() {
      const { run } = get()
      if (run.status === 'paused') tell('step')
      else if (!isActive(run.status)) {
        stepWhenPaused = true
        begin(true, run.status === 'stopped')
      }
    },
    stop() {
      const { run } = get()
      if (!isActive(run.status)) return
      setRun({ ...run, status: 'stopped' })
      tell('stop')
    },
    reset() {
      const { run } = get()
      if (isActive(run.status)) tell('stop')
      saving.settle(null)
      setRun({ ...idleRun, backendChoice: run.backendChoice })
    },
    async save() {
      const compiled = compile()
      const { run } = get()
      if ('problems' in compiled || !run.program || !sharesCheckpoints(run.program, compiled.program)) return null
      if (run.id === null || !(run.status === 'running' || run.status === 'paused')) return run.checkpoint
      const saved = saving.ask()
      send({ type: 'save', run: run.id })
      return saved
    },
    restore(checkpoint) {
      const compiled = compile()
      if ('problems' in compiled || !fitsParameters(checkpoint, compiled.program)) return false
      const { program, document } = compiled
      runActions.reset()
      setRun({ ...get().run, status: 'stopped', program, document, checkpoint })
      stepWhenPaused = false
      begin(true, true)
      return true
    },
    offer(record) {
      const { run } = get()
      const isFree = run.id === null && (run.status === 'idle' || run.isFromBefore)
      const state = isFree ? stateOfRecord(record, run.backendChoice) : null
      if (state) setRun(state)
    },
    leave(key) {
      const { run } = get()
      decoding.clear()
      saving.settle(null)
      stepWhenPaused = false
      if (run.id !== null && isActive(run.status)) {
        left.set(run.id, { key, run })
        tell('stop')
      }
      const leftRun = run.id === null ? get().leftRun : { key, run }
      return { run: { ...idleRun, backendChoice: run.backendChoice }, leftRun }
    },
    resample(request) {
      set({ givenLabels: request.labels ?? null })
      // Of a run that was kept the worker knows nothing yet.
      if (get().run.isFromBefore) {
        begin(true, true)
        const { id } = get().run
        if (id !== null) send({ type: 'sample', run: id, ...request })
        return
      }
      const { id, status } = get().run
      if (id !== null && canSample(status)) send({ type: 'sample', run: id, ...request })
    },
    watch(picture) {
      setWatched([...new Set([...watched, picture])])
      return () => setWatched(watched.filter((one) => one !== picture))
    },
    decode(at, latent) {
      decoding.ask({ at, latent })
    },
    check() {
      if (isChecking(get().run.checks)) return
      if (!isActive(get().run.status) && !isAtHand(get().run)) {
        stepWhenPaused = false
        begin(true, true)
      }
      const { id, status } = get().run
      if (id === null || !(isActive(status) || canSample(status))) return
      setRun({ ...get().run, checks: noChecksYet })
      send({ type: 'check', run: id })
    },
    setBackend(backendChoice) {
      setRun({ ...get().run, backendChoice })
    },
    receive(message) {
      const ended = left.get(message.run)
      if (ended) {
        const run = reduceRun(ended.run, message)
        left.set(message.run, { ...ended, run })
        if (message.type !== 'finished' && message.type !== 'failed') return
        left.delete(message.run)
        set({ leftRun: { key: ended.key, run } })
        return
      }
      const before = get().run
      const after = reduceRun(before, message)
      if (after === before) return
      setRun(after)
      if (message.type === 'saved' || message.type === 'finished' || message.type === 'failed')
        saving.settle(after.checkpoint)
      if (message.type === 'notice' || (message.type === 'view' && message.view.view === 'decoded')) decoding.answered()
      // Samples come with training; of weights that were restored they are asked for.
      if (
        message.type === 'paused' &&
        after.checkpoint &&
        after.previews.length === 0 &&
        !after.progress &&
        after.program
      )
        runActions.resample({ seed: 0, count: firstSampleCount(after.program), ...labelsFor(after.program) })
      if (message.type === 'paused' && stepWhenPaused) {
        stepWhenPaused = false
        tell('step')
      }
    },
  }
  return { run: idleRun, leftRun: null, givenLabels: null, runActions }
}
