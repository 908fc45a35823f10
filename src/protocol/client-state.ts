// The page's knowledge about the worker's run, so that another worker can replace it, and how each event changes it. Pure.
import type { BackendChoice, BackendName, Checkpoint } from '../engine/index.ts'
import type { FromWorker, ToWorker } from './messages.ts'

export type StartMessage = Extract<ToWorker, { type: 'start' }>

export type ClientState =
  /** There is no run to resume. */
  | { readonly doing: 'nothing' }
  /**
   * `start` as it would be said to another worker now. `isReady`: the backend has started. `diedAt`: the step from which it
   * goes on in a new worker, the last one having ended. `isStopping`: it is to stop, and has not ended yet.
   */
  | {
      readonly doing: 'run'
      readonly start: StartMessage
      readonly isReady: boolean
      readonly diedAt?: number
      readonly isStopping?: true
    }

export type ClientEvent =
  | { readonly event: 'send'; readonly message: ToWorker }
  | { readonly event: 'answer'; readonly message: FromWorker }
  /** The worker failed or ended. */
  | { readonly event: 'broken'; readonly reason: string }
  /** The worker's script did not arrive. */
  | { readonly event: 'missing' }
  | { readonly event: 'terminate' }

export type ClientEffect =
  /** The worker is ended; the next message that is posted starts another. */
  | { readonly effect: 'end' }
  | { readonly effect: 'post'; readonly message: ToWorker }
  /** The page gets a message. */
  | { readonly effect: 'receive'; readonly message: FromWorker }

export interface ClientTransition {
  readonly state: ClientState
  readonly effects: readonly ClientEffect[]
}

export const noRun: ClientState = { doing: 'nothing' }

/** Where to go on when a worker broke while it was starting this choice. */
const nextChoice: Readonly<Record<BackendChoice, BackendName | undefined>> = {
  auto: 'wasm',
  webgpu: 'wasm',
  wasm: 'cpu',
  cpu: undefined,
}

const end: ClientEffect = { effect: 'end' }
const post = (message: ToWorker): ClientEffect => ({ effect: 'post', message })
const receive = (message: FromWorker): ClientEffect => ({ effect: 'receive', message })

export function reduceClient(state: ClientState, event: ClientEvent): ClientTransition {
  switch (event.event) {
    case 'send':
      return { state: afterCommand(state, event.message), effects: [post(event.message)] }
    case 'answer':
      return isWanted(state, event.message)
        ? { state: afterAnswer(state, event.message), effects: [receive(event.message)] }
        : { state, effects: [] }
    case 'broken':
      return broken(state, event.reason)
    case 'missing':
      return missing(state)
    case 'terminate':
      return { state: noRun, effects: [end] }
    default:
      return event satisfies never
  }
}

type Change = Partial<Pick<StartMessage, 'paused' | 'watched' | 'checkpoint'>>

const change = (state: ClientState, to: Change): ClientState =>
  state.doing === 'run' ? { ...state, start: { ...state.start, ...to } } : state

function afterCommand(state: ClientState, message: ToWorker): ClientState {
  if (message.type === 'start') return { doing: 'run', start: message, isReady: false }
  if (state.doing !== 'run' || message.run !== state.start.run) return state
  if (message.type === 'stop') return { ...state, isStopping: true }
  if (message.type === 'pause' || message.type === 'resume') return change(state, { paused: message.type === 'pause' })
  return message.type === 'watch' ? change(state, { watched: message.watched }) : state
}

/** Of the run that was started last; of one that gave way to it the last state is still wanted. */
const isWanted = (state: ClientState, { run, type }: FromWorker): boolean =>
  (state.doing === 'run' && run === state.start.run) || type === 'finished' || type === 'failed'

function afterAnswer(before: ClientState, message: FromWorker): ClientState {
  // The last state of a replaced run does not describe the run that replaced it.
  if (before.doing !== 'run' || message.run !== before.start.run) return before
  let state: ClientState = message.type === 'ready' ? { ...before, isReady: true } : before
  if ('checkpoint' in message && message.checkpoint) state = change(state, { checkpoint: message.checkpoint })
  // A finished run stays available for samples.
  const isOver = message.type === 'finished' || message.type === 'failed'
  return isOver ? change(ended(state), { paused: true }) : state
}

function ended(state: ClientState): ClientState {
  if (state.doing !== 'run') return state
  const { isStopping: _, ...rest } = state
  return rest
}

function broken(state: ClientState, reason: string): ClientTransition {
  if (state.doing !== 'run') return { state, effects: [end] }
  const { start, isReady, diedAt, isStopping } = state
  const { run, checkpoint } = start
  // Nobody wants another worker to train on.
  if (isStopping) return failed(run, `The training worker broke: ${reason}`, checkpoint)
  // Twice in one place would be so for ever.
  if (isReady && checkpoint && diedAt !== checkpoint.step) {
    const { step, elapsed } = checkpoint
    const message = `The training worker broke: ${reason} Training continues from step ${step} in a new one.`
    return {
      state: { doing: 'run', start, isReady: false, diedAt: step },
      effects: [
        end,
        post(start),
        receive({ type: 'notice', run, message }),
        receive({ type: 'wentBack', run, step, elapsed }),
      ],
    }
  }
  const next = isReady ? undefined : nextChoice[start.backend]
  if (next === undefined) return failed(run, `The training worker broke: ${reason}`, checkpoint)
  const message = `The training worker broke while starting: ${reason} Trying ${next}.`
  const again = { ...start, backend: next }
  return {
    state: { doing: 'run', start: again, isReady: false },
    effects: [end, post(again), receive({ type: 'notice', run, message })],
  }
}

function missing(state: ClientState): ClientTransition {
  if (state.doing !== 'run') return { state, effects: [end] }
  const message =
    'The training worker could not be loaded: the site cannot be reached, or has been renewed. ' +
    'If trying again does not help, reload the page. What you made is kept.'
  return failed(state.start.run, message, state.start.checkpoint)
}

const failed = (run: string, message: string, checkpoint: Checkpoint | undefined): ClientTransition => ({
  state: noRun,
  effects: [end, receive({ type: 'failed', run, message, ...(checkpoint && { checkpoint }) })],
})
