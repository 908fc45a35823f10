// How a run begins, and what it is asked for while the worker holds its model.
import { trainsTheSame } from '../../graph/same-model.ts'
import type { SampleRequest } from '../../protocol/messages.ts'
import type { Watched } from '../../protocol/pictures.ts'
import { type NextRequest, noRequest } from './latest-request.ts'
import {
  andThen,
  type DecodeRequest,
  type RunMachine,
  type RunSetting,
  type RunTransition,
  send,
  told,
  unchanged,
  withRun,
} from './run-machine.ts'
import { sharesCheckpoints } from './run-meaning.ts'
import { canSample, isActive, isChecking, noChecksYet, startedRun } from './run-state.ts'
import { firstSampleCount } from './sample-count.ts'
import { fittingLabels } from './sample-labels.ts'

export interface Beginning {
  /** Prepared, and then waits. */
  readonly paused: boolean
  /** From the last checkpoint, where that fits. */
  readonly goesOn: boolean
  /** One step is made then. */
  readonly steps?: boolean
}

/** The present graph becomes the run; nothing happens while it has problems. */
export function begun(machine: RunMachine, setting: RunSetting, { paused, goesOn, steps }: Beginning): RunTransition {
  const { trainable } = setting
  if (!trainable) return unchanged({ ...machine, stepsOnceReady: false })
  const { run, watched } = machine
  const { program } = trainable
  const started = machine.started + 1
  const id = `run-${started}`
  const fits = goesOn && run.checkpoint && run.program && sharesCheckpoints(run.program, program)
  const checkpoint = fits && run.checkpoint ? { checkpoint: run.checkpoint } : {}
  const labels = labelsFor(machine, setting)
  return {
    machine: {
      ...machine,
      started,
      isStopping: false,
      stepsOnceReady: steps ?? false,
      decoding: noRequest,
      run: startedRun(run, { id, ...trainable, ...checkpoint }),
    },
    effects: [
      ...(isActive(run.status) ? told(machine, 'stop').effects : []),
      { effect: 'saved', checkpoint: null },
      send({ type: 'start', run: id, program, backend: run.backendChoice, paused, watched, ...labels, ...checkpoint }),
    ],
  }
}

/** The labels that were chosen, where the model of the present graph can be given them. */
function labelsFor({ givenLabels }: RunMachine, { trainable, datasets }: RunSetting): Pick<SampleRequest, 'labels'> {
  const labels = fittingLabels(trainable?.program ?? null, givenLabels, datasets)
  return labels ? { labels } : {}
}

/** New samples of the current model; a restored run is first prepared in the worker. */
export function resampled(machine: RunMachine, setting: RunSetting, request: SampleRequest): RunTransition {
  const chosen = { ...machine, givenLabels: request.labels ?? null }
  const prepared = machine.run.isFromBefore
    ? begun(chosen, setting, { paused: true, goesOn: true, steps: machine.stepsOnceReady })
    : unchanged(chosen)
  const { id, status } = prepared.machine.run
  const hears = canSample(status) || (machine.run.isFromBefore && status === 'starting')
  if (id === null || !hears) return prepared
  return andThen(prepared, (next) => ({ machine: next, effects: [send({ type: 'sample', run: id, ...request })] }))
}

/** Samples come with training; of weights that were restored they are asked for, once the run rests. */
export function firstSamples(machine: RunMachine, setting: RunSetting): RunTransition {
  const { checkpoint, previews, progress, program } = machine.run
  if (!checkpoint || previews.length > 0 || progress || !program) return unchanged(machine)
  const labels = fittingLabels(program, machine.givenLabels, setting.datasets)
  return resampled(machine, setting, { seed: 0, count: firstSampleCount(program), ...(labels && { labels }) })
}

/** Checks the existing model, or else the current graph with initial weights. */
export function checked(machine: RunMachine, setting: RunSetting): RunTransition {
  const { run } = machine
  if (isChecking(run.checks)) return unchanged(machine)
  const ready =
    isActive(run.status) || isAtHand(machine, setting)
      ? unchanged(machine)
      : begun(machine, setting, { paused: true, goesOn: true })
  const { id, status } = ready.machine.run
  if (id === null || !(isActive(status) || canSample(status))) return ready
  return andThen(ready, (next) => told(withRun(next, { checks: noChecksYet }), 'check'))
}

/** The worker holds the model of a run that is over, and the graph is still that run's. */
function isAtHand({ run: { id, status, document } }: RunMachine, { trainable }: RunSetting): boolean {
  if (id === null || !canSample(status) || document === null || !trainable) return false
  return trainsTheSame(document, trainable.document)
}

export function watching(machine: RunMachine, watched: readonly Watched[]): RunTransition {
  const { id, status } = machine.run
  const isHeard = id !== null && (status === 'starting' || canSample(status))
  return { machine: { ...machine, watched }, effects: isHeard ? [send({ type: 'watch', run: id, watched })] : [] }
}

export function decoding(machine: RunMachine, { queue, sends }: NextRequest<DecodeRequest>): RunTransition {
  if (sends === undefined) return unchanged({ ...machine, decoding: queue })
  const { id, status } = machine.run
  if (id === null || !canSample(status)) return unchanged({ ...machine, decoding: noRequest })
  return { machine: { ...machine, decoding: queue }, effects: [send({ type: 'decode', run: id, ...sends })] }
}
