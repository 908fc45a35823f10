// One run from start to end: data, model and trainer on a backend, the loop that drives them, and what the page is told.
// When the backend gives up on the way, the run goes on from its last good state on another one.

import type { DatasetCatalogue } from '../engine/data/dataset-catalogue.ts'
import {
  type BackendChoice,
  type Checkpoint,
  type Clock,
  type LoopEnd,
  type RunningBackend,
  startTrainingLoop,
  TrainingError,
  type TrainingLoop,
} from '../engine/index.ts'
import { messageOf } from '../engine/text/message-of.ts'
import type { FromWorker, ToWorker } from '../protocol/messages.ts'
import { backendTrouble, nextBackend } from './backend-trouble.ts'
import { createMathsCheck } from './checks/maths-check.ts'
import { evaluateObjectives } from './evaluation/evaluation.ts'
import { likelihoodAmong } from './evaluation/likelihood.ts'
import type { Ops } from './op-of.ts'
import { createDataFeed } from './program/data-feed.ts'
import { createModel } from './program/model.ts'
import { tooLargeFor } from './too-large.ts'
import { ofProgram } from './training/of-program.ts'
import { createTrainer, type Trainer } from './training/trainer.ts'
import { createRunViews, type RunViews } from './views/run-views.ts'

export interface RunServices {
  readonly ops: Ops
  readonly clock: Clock
  startBackend(choice: BackendChoice): Promise<RunningBackend>
  readonly datasets: DatasetCatalogue
  post(message: FromWorker): void
}

export type Start = Extract<ToWorker, { type: 'start' }>
export type RunCommand = Exclude<ToWorker, Start>

export interface Run {
  /** Carried out as soon as the run is under way. */
  command(message: RunCommand): void
  /** Stops the run; the promise settles when everything it held is free. It never rejects. */
  close(): Promise<void>
}

/** Milliseconds between two validations. */
const validationInterval = 2000
/** And between two states that the page is given to keep. */
const keepInterval = 10_000

interface Prepared {
  readonly trainer: Trainer
  readonly views: RunViews
}

interface Underway {
  readonly trainer: Trainer
  readonly loop: TrainingLoop
  readonly views: RunViews
}

/** Everything that happens, failures too, is told by messages. */
export function startRun(start: Start, services: RunServices): Run {
  const { run, program } = start
  const { post } = services
  const state = { paused: start.paused, closing: false, watched: start.watched, labels: start.labels }
  const waiting: RunCommand[] = []
  let underway: Underway | undefined
  const mathsCheck = createMathsCheck(start, services)
  const answers = new Set<Promise<void>>()
  /** Why the device of the present attempt was lost. */
  let lost: string | undefined
  let kept: { readonly step: number; readonly at: number } | undefined

  const keep = (checkpoint: Checkpoint) => {
    kept = { step: checkpoint.step, at: services.clock.now() }
    post({ type: 'kept', run, checkpoint })
  }
  /** The state at the start, the one after it, and from then on one in a while. */
  const keepInTime = (checkpoint: Checkpoint, startStep: number) => {
    if (checkpoint.step === kept?.step) return
    if (!kept || kept.step === startStep || services.clock.now() - kept.at >= keepInterval) keep(checkpoint)
  }

  const fail = (error: unknown) => {
    const { owner: node, checkpoint } = error instanceof TrainingError ? error : {}
    const details = { ...(node !== undefined && { node }), ...(checkpoint && { checkpoint }) }
    post({ type: 'failed', run, message: messageOf(error), ...details })
  }

  const prepare = async (backend: RunningBackend, checkpoint: Checkpoint | undefined): Promise<Prepared> => {
    const names = [...new Set(program.data.map(({ dataset }) => dataset))]
    const loaded = await Promise.all(names.map(async (name) => [name, await services.datasets.load(name)] as const))
    const datasets = new Map(loaded)
    const feed = createDataFeed(program, datasets)
    const trainer = createTrainer(createModel(program, services.ops), feed)
    try {
      if (checkpoint) trainer.restore(checkpoint)
      await trainer.prepare((done, total) => post({ type: 'preparing', run, done, total }))
    } catch (error) {
      trainer.dispose()
      throw error
    }
    const { backend: name, description, skipped } = backend
    post({ type: 'ready', run, backend: name, description, skipped })
    const { stepMode } = trainer
    if (stepMode.mode === 'plain' && stepMode.reason !== undefined)
      post({ type: 'notice', run, message: `Steps are slower than they could be: ${stepMode.reason}` })
    const { model } = trainer
    const views = createRunViews({
      model,
      feed,
      datasets,
      watched: state.watched,
      labels: state.labels,
      step: () => trainer.step,
      showPreview: (step, preview) => post({ type: 'preview', run, step, preview }),
      showView: (step, view) => post({ type: 'view', run, step, view }),
      orTell,
    })
    return { trainer, views }
  }

  const drive = ({ trainer, views }: Prepared, elapsed: number): TrainingLoop => {
    const { model, feed, step: startStep } = trainer
    const showValidation = async () => {
      const { step } = trainer
      const byPhase = await evaluateObjectives(model, feed, 'validation')
      const points = Object.entries(byPhase).map(([phase, metrics]) => ({ step, phase, metrics }))
      const likelihood = likelihoodAmong(program, byPhase)
      post({
        type: 'validation',
        run,
        points,
        ...(likelihood?.bitsPerDim !== undefined && { bitsPerDim: likelihood.bitsPerDim }),
      })
    }
    const loop = startTrainingLoop({
      ...ofProgram(trainer),
      elapsed,
      clock: services.clock,
      paused: state.paused,
      onProgress: (progress) => post({ type: 'progress', run, ...progress }),
      onPaused: (step) => {
        post({ type: 'paused', run, step })
        if (kept && step !== kept.step) answer(async () => keep(await loop.save()))
      },
      onGood: (checkpoint) => keepInTime(checkpoint, startStep),
      sideWork: [...views.sideWork, { interval: validationInterval, stepsWorth: 5, run: orTell(showValidation) }],
    })
    return loop
  }

  const told = new Set<string>()
  /**
   * A picture that cannot be had is no reason to stop training: it is told of once, though several may want for the same. A
   * backend that gives up is one.
   */
  const orTell = (work: () => Promise<void>) => {
    let hasFailed = false
    return async () => {
      if (hasFailed) return
      try {
        await work()
      } catch (error) {
        if (lost !== undefined || backendTrouble(messageOf(error), lost) !== undefined) throw error
        hasFailed = true
        const message = messageOf(error)
        if (!told.has(message)) post({ type: 'notice', run, message })
        told.add(message)
      }
    }
  }

  const obey = ({ trainer, loop, views }: Underway, message: RunCommand): void => {
    switch (message.type) {
      case 'pause':
      case 'resume':
        state.paused = message.type === 'pause'
        loop[message.type]()
        break
      case 'step':
      case 'stop':
        loop[message.type]()
        break
      case 'save':
        answer(async () => post({ type: 'saved', run, checkpoint: await loop.save() }))
        break
      case 'sample':
        state.labels = message.labels
        answer(() => views.sample(message))
        break
      case 'watch':
        state.watched = message.watched
        answer(() => views.watch(message.watched))
        break
      case 'decode':
        answer(() => views.decode(message.at, message.latent))
        break
      case 'check':
        mathsCheck.start(trainer)
        break
      default:
        message satisfies never
    }
  }

  const answer = (work: () => Promise<void>): void => {
    const answered = work()
      .catch((error: unknown) => post({ type: 'notice', run, message: messageOf(error) }))
      .finally(() => answers.delete(answered))
    answers.add(answered)
  }

  /** Trains to the end on one backend; where it gives up, the words for it and the state to go on from. */
  const attempt = async (choice: BackendChoice, checkpoint: Checkpoint | undefined) => {
    const backend = await services.startBackend(choice)
    const tooLarge = tooLargeFor(program, services.datasets, backend)
    if (tooLarge && nextBackend(backend.backend) === 'wasm')
      return { backend: backend.backend, isLost: false, trouble: tooLarge.message, checkpoint }
    // What WebAssembly has no memory for, plain JavaScript has not either.
    if (tooLarge) throw new TrainingError(tooLarge.message, checkpoint, { owner: tooLarge.node })
    lost = undefined
    const stopListening = backend.onLost((reason) => {
      lost = reason
    })
    try {
      const prepared = await prepare(backend, checkpoint)
      const loop = drive(prepared, checkpoint?.elapsed ?? 0)
      underway = { ...prepared, loop }
      if (state.closing) loop.stop()
      for (const message of waiting.splice(0)) obey(underway, message)
      return { end: await loop.done }
    } catch (error) {
      // The news that a device is lost may come just after what fails for it.
      await services.clock.breathe()
      const trouble = backendTrouble(messageOf(error), lost)
      if (trouble === undefined || state.closing) throw error
      underway?.trainer.dispose()
      underway = undefined
      const good = error instanceof TrainingError ? error.checkpoint : undefined
      return { backend: backend.backend, isLost: lost !== undefined, trouble, checkpoint: good ?? checkpoint }
    } finally {
      stopListening()
    }
  }

  const train = async (): Promise<LoopEnd> => {
    let choice: BackendChoice = start.backend
    let { checkpoint } = start
    let hasLostDevice = false
    for (;;) {
      const outcome = await attempt(choice, checkpoint)
      if (outcome.end) return outcome.end
      // A lost device is replaced once; who loses two loses more.
      const next = outcome.isLost && !hasLostDevice ? outcome.backend : nextBackend(outcome.backend)
      hasLostDevice ||= outcome.isLost
      if (next === undefined) throw new TrainingError(outcome.trouble, outcome.checkpoint)
      choice = next
      checkpoint = outcome.checkpoint
      const { step = 0, elapsed = 0 } = checkpoint ?? {}
      const message = `${outcome.trouble} Training goes on from step ${step} on ${next}.`
      post({ type: 'notice', run, message })
      post({ type: 'wentBack', run, step, elapsed })
    }
  }

  const over = train()
    .then(({ checkpoint }) => post({ type: 'finished', run, step: checkpoint.step, checkpoint }))
    .catch(fail)

  return {
    command(message) {
      if (underway) obey(underway, message)
      else waiting.push(message)
    },
    async close() {
      state.closing = true
      underway?.loop.stop()
      await Promise.all([over, mathsCheck.close()])
      // They still read the model.
      await Promise.all(answers)
      underway?.trainer.dispose()
      underway = undefined
    },
  }
}
