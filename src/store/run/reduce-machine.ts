// What each event makes of the run. Pure.

import type { FromWorker } from '../../protocol/messages.ts'
import { begun, checked, decoding, firstSamples, resampled, watching } from './begin-run.ts'
import { answered, asked, noRequest } from './latest-request.ts'
import { reduceRun } from './reduce-run.ts'
import {
  andThen,
  type RunEffect,
  type RunEvent,
  type RunMachine,
  type RunSetting,
  type RunTransition,
  told,
  unchanged,
  withRun,
} from './run-machine.ts'
import { idleRun, isActive, isChecking, type RunState } from './run-state.ts'

export function reduceMachine(machine: RunMachine, event: RunEvent, setting: RunSetting): RunTransition {
  const { run, watched } = machine
  switch (event.event) {
    case 'start':
      return begun(machine, setting, { paused: false, goesOn: false })
    case 'continue':
      return begun(machine, setting, { paused: false, goesOn: true })
    case 'pause':
    case 'save':
      return told(machine, event.event)
    case 'resume':
      return run.status === 'paused' ? told(withRun(machine, { status: 'running' }), 'resume') : unchanged(machine)
    case 'step':
      if (run.status === 'paused') return told(machine, 'step')
      if (isActive(run.status)) return unchanged(machine)
      return begun(machine, setting, { paused: true, goesOn: run.status === 'stopped', steps: true })
    case 'stop':
      return isActive(run.status) ? stopping(machine) : unchanged(machine)
    case 'reset':
      return forgotten(machine)
    case 'restore':
      return andThen(forgotten(machine), (free) => {
        const stopped = withRun(free, { status: 'stopped', ...setting.trainable, checkpoint: event.checkpoint })
        return begun(stopped, setting, { paused: true, goesOn: true })
      })
    case 'offer': {
      const isFree = run.id === null && (run.status === 'idle' || run.isFromBefore)
      return unchanged(isFree ? { ...machine, run: event.state } : machine)
    }
    case 'close':
      return closed(machine)
    case 'reopen':
      return unchanged({ ...machine, isClosing: false })
    case 'freed':
      return unchanged(run.id === null ? machine : withRun(machine, withoutWorker(run)))
    case 'resample':
      return resampled(machine, setting, event.request)
    case 'watch':
      return watching(machine, [...new Set([...watched, event.picture])])
    case 'unwatch':
      return watching(
        machine,
        watched.filter((one) => one !== event.picture),
      )
    case 'decode':
      return decoding(machine, asked(machine.decoding, event.request))
    case 'check':
      return checked(machine, setting)
    case 'chooseBackend':
      return unchanged(withRun(machine, { backendChoice: event.choice }))
    case 'answer':
      return afterAnswer(machine, event.message, setting)
    default:
      return event satisfies never
  }
}

const nobodySaved: RunEffect = { effect: 'saved', checkpoint: null }

/** There is no run; an active one is stopped. */
function forgotten(machine: RunMachine): RunTransition {
  const { status, backendChoice } = machine.run
  const ended = isActive(status) ? told(machine, 'stop').effects : []
  return {
    machine: { ...machine, isStopping: false, run: { ...idleRun, backendChoice } },
    effects: [...ended, nobodySaved],
  }
}

function afterAnswer(machine: RunMachine, message: FromWorker, setting: RunSetting): RunTransition {
  const run = reduceRun(machine.run, message)
  // Of a run that is no longer there.
  if (run === machine.run) return unchanged(machine)
  const after = { ...machine, run }
  switch (message.type) {
    case 'saved':
    case 'finished':
    case 'failed':
      return ended(after, message.type !== 'saved')
    case 'notice':
      return decoding(after, answered(after.decoding))
    case 'view':
      return message.view.view === 'decoded' ? decoding(after, answered(after.decoding)) : unchanged(after)
    case 'paused':
      return andThen(firstSamples(after, setting), steppedOnceReady)
    default:
      return unchanged(after)
  }
}

/** @param isOver the run is, not only its state at hand. */
function ended(machine: RunMachine, isOver: boolean): RunTransition {
  const saved: RunEffect = { effect: 'saved', checkpoint: machine.run.checkpoint }
  if (!isOver) return { machine, effects: [saved] }
  const over = { ...machine, isStopping: false, isClosing: false }
  return { machine: over, effects: machine.isClosing ? [saved, { effect: 'free' }] : [saved] }
}

const stopping = (machine: RunMachine): RunTransition =>
  told({ ...withRun(machine, { status: 'stopped' }), isStopping: true }, 'stop')

/** As a run that was kept, it goes on in another worker; a check that was not over never will be. */
const withoutWorker = ({ checkpoint, checks }: RunState): Partial<RunState> => ({
  id: null,
  isFromBefore: checkpoint !== null,
  checks: isChecking(checks) ? null : checks,
})

/** A run that goes on is stopped first; its last state is still wanted, as is that of a run that was stopped just before. */
function closed(machine: RunMachine): RunTransition {
  const waiting = { ...machine, decoding: noRequest, stepsOnceReady: false }
  if (isActive(machine.run.status)) return stopping({ ...waiting, isClosing: true })
  if (machine.isStopping) return unchanged({ ...waiting, isClosing: true })
  return { machine: waiting, effects: [{ effect: 'saved', checkpoint: machine.run.checkpoint }, { effect: 'free' }] }
}

function steppedOnceReady(machine: RunMachine): RunTransition {
  if (!machine.stepsOnceReady) return unchanged(machine)
  return told({ ...machine, stepsOnceReady: false }, 'step')
}
