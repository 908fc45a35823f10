// Which run controls can be used now, and the reason where one cannot.
import type { RunStatus } from './run-state.ts'

export type PrimaryAction = 'run' | 'continue' | 'pause' | 'resume'

export interface Availability {
  readonly enabled: boolean
  /** What the control does, or why it cannot be used. */
  readonly hint: string
}

export interface AvailableActions {
  readonly primary: PrimaryAction
  readonly primaryState: Availability
  readonly step: Availability
  readonly stop: Availability
  readonly reset: Availability
}

export interface Situation {
  readonly status: RunStatus
  /** What keeps the present graph from running, or `null`. */
  readonly blocker: string | null
  /** There is a checkpoint that fits the present graph and has something left to train. */
  readonly resumable: boolean
}

const yes = (hint: string): Availability => ({ enabled: true, hint })
const no = (hint: string): Availability => ({ enabled: false, hint })

export function availableActions({ status, blocker, resumable }: Situation): AvailableActions {
  const primary = primaryAction(status, resumable)
  const blocked = blocker === null ? undefined : no(blocker)
  const starting = status === 'starting' ? no('The run is being prepared') : undefined
  const active = status === 'running' || status === 'paused' || status === 'starting'
  return {
    primary,
    primaryState: starting ?? (active ? yes(primaryHints[primary]) : (blocked ?? yes(primaryHints[primary]))),
    step: stepState(status, starting ?? (active ? undefined : blocked)),
    stop: active ? yes('End the run and keep its last state') : no('Nothing is running'),
    reset:
      status === 'idle' ? no('There is nothing to discard yet') : yes('Discard the run, its weights and its curves'),
  }
}

function primaryAction(status: RunStatus, resumable: boolean): PrimaryAction {
  if (status === 'running') return 'pause'
  if (status === 'paused') return 'resume'
  return resumable && status !== 'idle' && status !== 'starting' ? 'continue' : 'run'
}

const primaryHints: Readonly<Record<PrimaryAction, string>> = {
  run: 'Train the model from new weights',
  continue: 'Continue from where the run ended',
  pause: 'Pause after the current step',
  resume: 'Continue training',
}

export const primaryTitles: Readonly<Record<PrimaryAction, string>> = {
  run: 'Run',
  continue: 'Continue',
  pause: 'Pause',
  resume: 'Resume',
}

function stepState(status: RunStatus, blocked: Availability | undefined): Availability {
  if (blocked) return blocked
  return status === 'running' ? no('Pause first to train step by step') : yes('Train one step, then pause')
}
