// What a run is doing, and what changes that. A run tries one backend after another, each from the last good state, until
// one of them trains to the end.
import type { BackendChoice, BackendName, Checkpoint } from '../../engine/index.ts'
import { nextBackend } from './backend-trouble.ts'
import type { RunCommand, Start } from './run-services.ts'

/** What the page wants of the run, whatever backend it is on. */
export interface Wishes extends Pick<Start, 'paused' | 'watched'> {
  readonly labels: Start['labels']
  /** No backend is to train on. */
  readonly stops?: true
}

export interface Attempt {
  readonly backend: BackendChoice
  /** Where it starts; at step 0 without. */
  readonly checkpoint?: Checkpoint | undefined
  /** Why its device was lost. */
  readonly lost?: string
  /** In an attempt before. */
  readonly hasLostDevice: boolean
}

export type RunState = { readonly attempt: Attempt; readonly wishes: Wishes } & (
  | {
      /** Nothing can be obeyed yet. Closing: the run ends as soon as it can, and tries no other backend. */
      readonly doing: 'preparing' | 'closing'
      readonly waiting: readonly RunCommand[]
    }
  | { readonly doing: 'training' | 'over' }
)

export type RunEvent =
  | { readonly event: 'command'; readonly command: RunCommand }
  /** Model, trainer and loop of the attempt exist. */
  | { readonly event: 'begun' }
  | { readonly event: 'deviceLost'; readonly reason: string }
  /** The backend cannot go on. `checkpoint` is the last good state on it. */
  | { readonly event: 'gaveUp'; readonly backend: BackendName; readonly checkpoint?: Checkpoint | undefined }
  | { readonly event: 'close' }
  | { readonly event: 'ended' }

export const runAtStart = ({ backend, checkpoint, paused, watched, labels }: Start): RunState => ({
  doing: 'preparing',
  attempt: { backend, checkpoint, hasLostDevice: false },
  wishes: { paused, watched, labels },
  waiting: [],
})

export function reduceRun(state: RunState, event: RunEvent): RunState {
  const { attempt, wishes } = state
  switch (event.event) {
    case 'command':
      if (state.doing === 'preparing') return { ...state, waiting: [...state.waiting, event.command] }
      return { ...state, wishes: wishesAfter(wishes, event.command) }
    case 'begun': {
      const known = commandsWaiting(state).reduce(wishesAfter, wishes)
      if (state.doing === 'preparing') return { doing: 'training', attempt, wishes: known }
      return state.doing === 'closing' ? { ...state, wishes: known, waiting: [] } : state
    }
    case 'deviceLost':
      return state.doing === 'over' ? state : { ...state, attempt: { ...attempt, lost: event.reason } }
    case 'gaveUp':
      return state.doing === 'preparing' || state.doing === 'training' ? goingOn(state, event) : state
    case 'close':
      return state.doing === 'over' ? state : { attempt, wishes, doing: 'closing', waiting: commandsWaiting(state) }
    case 'ended':
      return { doing: 'over', attempt, wishes }
    default:
      return event satisfies never
  }
}

/** To be carried out once there is something to carry them out on. */
export const commandsWaiting = (state: RunState): readonly RunCommand[] => ('waiting' in state ? state.waiting : [])

function goingOn(state: RunState, event: Extract<RunEvent, { event: 'gaveUp' }>): RunState {
  const { attempt, wishes } = state
  const isLost = attempt.lost !== undefined
  // A lost device is replaced once: where the second is lost too, a third would be.
  const backend = isLost && !attempt.hasLostDevice ? event.backend : nextBackend(event.backend)
  const checkpoint = event.checkpoint ?? attempt.checkpoint
  const { stops } = commandsWaiting(state).reduce(wishesAfter, wishes)
  if (stops || backend === undefined) return { doing: 'over', attempt: { ...attempt, checkpoint }, wishes }
  const next = { backend, checkpoint, hasLostDevice: attempt.hasLostDevice || isLost }
  return { doing: 'preparing', attempt: next, wishes, waiting: commandsWaiting(state) }
}

function wishesAfter(wishes: Wishes, command: RunCommand): Wishes {
  switch (command.type) {
    case 'pause':
    case 'resume':
      return { ...wishes, paused: command.type === 'pause' }
    case 'stop':
      return { ...wishes, stops: true }
    case 'watch':
      return { ...wishes, watched: command.watched }
    case 'sample':
      return { ...wishes, labels: command.labels }
    default:
      return wishes
  }
}
