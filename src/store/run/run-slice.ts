// The run that the page watches, in the store: actions become events of the machine, whose effects are carried out here.
import type { KnownDatasets } from '../../engine/data/dataset-catalogue.ts'
import type { Checkpoint } from '../../engine/index.ts'
import type { Problem } from '../../graph/problems.ts'
import type { FromWorker, ToWorker } from '../../protocol/messages.ts'
import { reduceMachine } from './reduce-machine.ts'
import { reduceRun } from './reduce-run.ts'
import type { RunActions, RunSlice } from './run-actions.ts'
import { idleMachine, type RunEvent, type Trainable } from './run-machine.ts'
import { fitsParameters, sharesCheckpoints } from './run-meaning.ts'
import { stateOfRecord } from './run-record.ts'
import { idleRun, isActive, type RunState } from './run-state.ts'
import { createSaveQueue } from './save-queue.ts'

export interface RunDependencies {
  readonly datasets: KnownDatasets
  send(message: ToWorker): void
  /** The Program of the document as it is now. */
  compile(): Trainable | { readonly problems: readonly Problem[] }
}

/** A slice for a zustand store: `set` merges, as zustand's does. */
export function createRunSlice(
  set: (change: Partial<RunSlice>) => void,
  get: () => RunSlice,
  { send, compile, datasets }: RunDependencies,
): RunSlice {
  let machine = idleMachine
  const saving = createSaveQueue()

  const trainable = (): Trainable | null => {
    const compiled = compile()
    return 'problems' in compiled ? null : compiled
  }

  function take(event: RunEvent, show = set): void {
    const before = machine
    const transition = reduceMachine(before, event, { trainable: trainable(), datasets })
    machine = transition.machine
    const { run, givenLabels } = machine
    if (run !== before.run || givenLabels !== before.givenLabels) show({ run, givenLabels })
    for (const effect of transition.effects) {
      if (effect.effect === 'send') send(effect.message)
      else saving.settle(effect.checkpoint)
    }
  }

  const left = createLeftRuns((leftRun) => set({ leftRun }))
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
    leave(key) {
      const { run } = machine
      left.add(key, run)
      const leftRun = run.id === null ? get().leftRun : { key, run }
      // Whoever asked shows it, together with the other document.
      take({ event: 'leave' }, () => undefined)
      return { run: machine.run, leftRun }
    },
    resample: (request) => take({ event: 'resample', request }),
    watch(picture) {
      take({ event: 'watch', picture })
      return () => take({ event: 'unwatch', picture })
    },
    decode: (at, latent) => take({ event: 'decode', request: { at, latent } }),
    check: () => take({ event: 'check' }),
    setBackend: (choice) => take({ event: 'chooseBackend', choice }),
    receive(message) {
      if (!left.receive(message)) take({ event: 'answer', message })
    },
  }
  return { run: idleRun, leftRun: null, givenLabels: null, runActions }
}

/** The graph could go on from the state of the run. */
const isStateOf = ({ program }: RunState, trainable: Trainable | null): boolean =>
  program !== null && trainable !== null && sharesCheckpoints(program, trainable.program)

const fits = (checkpoint: Checkpoint, trainable: Trainable | null): boolean =>
  trainable !== null && fitsParameters(checkpoint, trainable.program)

/** Runs of documents that were left, and that have not ended yet. */
function createLeftRuns(show: (left: NonNullable<RunSlice['leftRun']>) => void) {
  const left = new Map<string, { readonly key: string; readonly run: RunState }>()
  return {
    add(key: string, run: RunState) {
      if (run.id !== null && isActive(run.status)) left.set(run.id, { key, run })
    },
    /** Whether the message was of one of them. */
    receive(message: FromWorker): boolean {
      const one = left.get(message.run)
      if (!one) return false
      const run = reduceRun(one.run, message)
      left.set(message.run, { ...one, run })
      if (message.type !== 'finished' && message.type !== 'failed') return true
      left.delete(message.run)
      show({ key: one.key, run })
      return true
    },
  }
}
