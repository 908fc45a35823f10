// The run that the page watches, in the store: actions become events of the machine, whose effects are carried out here.
import type { KnownDatasets } from '../../engine/data/dataset-catalogue.ts'
import type { BackendChoice, Checkpoint } from '../../engine/index.ts'
import type { Problem } from '../../graph/problems.ts'
import type { ToWorker } from '../../protocol/messages.ts'
import { reduceMachine } from './reduce-machine.ts'
import type { RunActions, RunSlice } from './run-actions.ts'
import { idleMachine, type RunEffect, type RunEvent, type RunMachine, type Trainable, withRun } from './run-machine.ts'
import { fitsParameters, sharesCheckpoints } from './run-meaning.ts'
import { stateOfRecord } from './run-record.ts'
import { idleRun, type RunState } from './run-state.ts'
import type { GivenLabels } from './sample-labels.ts'
import { createSaveQueue } from './save-queue.ts'

export interface RunDependencies {
  readonly datasets: KnownDatasets
  send(message: ToWorker): void
  /** Ends the worker; a later message starts another. */
  free(): void
  /** The Program of the document as it is now. */
  compile(): Trainable | { readonly problems: readonly Problem[] }
}

/** What a person chose for runs, and takes along from one document to the next. */
export interface RunChoices {
  readonly backendChoice: BackendChoice
  readonly givenLabels: GivenLabels | null
}

/** A slice for a zustand store: `set` merges, as zustand's does. */
export function createRunSlice(
  set: (change: Partial<RunSlice>) => void,
  { send, free, compile, datasets }: RunDependencies,
  { backendChoice, givenLabels }: RunChoices = { backendChoice: idleRun.backendChoice, givenLabels: null },
): RunSlice {
  let machine: RunMachine = { ...withRun(idleMachine, { backendChoice }), givenLabels }
  const saving = createSaveQueue()

  const trainable = (): Trainable | null => {
    const compiled = compile()
    return 'problems' in compiled ? null : compiled
  }

  function take(event: RunEvent): void {
    const before = machine
    const transition = reduceMachine(before, event, { trainable: trainable(), datasets })
    machine = transition.machine
    const { run, givenLabels } = machine
    if (run !== before.run || givenLabels !== before.givenLabels) set({ run, givenLabels })
    for (const effect of transition.effects) carryOut(effect)
  }

  function carryOut(effect: RunEffect): void {
    switch (effect.effect) {
      case 'send':
        send(effect.message)
        break
      case 'saved':
        saving.settle(effect.checkpoint)
        break
      case 'free':
        free()
        take({ event: 'freed' })
        break
      default:
        effect satisfies never
    }
  }

  const runActions: RunActions = {
    start: () => take({ event: 'start' }),
    continueRun: () => take({ event: 'continue' }),
    pause: () => take({ event: 'pause' }),
    resume: () => take({ event: 'resume' }),
    step: () => take({ event: 'step' }),
    stop: () => take({ event: 'stop' }),
    reset: () => take({ event: 'reset' }),
    async save() {
      const { run } = machine
      if (!isStateOf(run, trainable())) return null
      if (run.id === null || !(run.status === 'running' || run.status === 'paused')) return run.checkpoint
      const saved = saving.ask()
      take({ event: 'save' })
      return saved
    },
    restore(checkpoint) {
      if (!fits(checkpoint, trainable())) return false
      take({ event: 'restore', checkpoint })
      return true
    },
    offer(record) {
      const state = stateOfRecord(record, machine.run.backendChoice)
      if (state) take({ event: 'offer', state })
    },
    close: () => take({ event: 'close' }),
    reopen: () => take({ event: 'reopen' }),
    resample: (request) => take({ event: 'resample', request }),
    watch(picture) {
      take({ event: 'watch', picture })
      return () => take({ event: 'unwatch', picture })
    },
    decode: (at, latent) => take({ event: 'decode', request: { at, latent } }),
    check: () => take({ event: 'check' }),
    setBackend: (choice) => take({ event: 'chooseBackend', choice }),
    receive: (message) => take({ event: 'answer', message }),
  }
  return { run: machine.run, givenLabels: machine.givenLabels, runActions }
}

/** The graph can continue from the state of the run. */
const isStateOf = ({ program }: RunState, trainable: Trainable | null): boolean =>
  program !== null && trainable !== null && sharesCheckpoints(program, trainable.program)

const fits = (checkpoint: Checkpoint, trainable: Trainable | null): boolean =>
  trainable !== null && fitsParameters(checkpoint, trainable.program)
