// One run from start to end. What it is doing is a state (`run-state.ts`); here are the backends, models and loops that go
// with it. When a backend fails, the run continues from its last valid state on another one.
import { type Checkpoint, type LoopEnd, type RunningBackend, TrainingError } from '../../engine/index.ts'
import { messageOf } from '../../engine/text/message-of.ts'
import { createMathsCheck } from '../checks/maths-check.ts'
import { createAnswers } from './answers.ts'
import { backendTrouble, nextBackend } from './backend-trouble.ts'
import { createFailureGuard } from './failure-guard.ts'
import { createKeptStates } from './kept-states.ts'
import { prepareRun } from './prepare.ts'
import type { RunCommand, RunServices, Start } from './run-services.ts'
import { type Attempt, commandsWaiting, type RunEvent, type RunState, reduceRun, runAtStart } from './run-state.ts'
import { tooLargeFor } from './too-large.ts'
import { obey, type RunParts, startLoop, type Underway } from './underway.ts'

export interface Run {
  /** Carried out as soon as the run is under way. */
  command(command: RunCommand): void
  /** Stops the run; the promise settles when everything it held is free. It never rejects. */
  close(): Promise<void>
}

type GivenUp = { readonly trouble: string } & Omit<Extract<RunEvent, { event: 'gaveUp' }>, 'event'>

/** Everything that happens is reported by messages, including failures. */
export function startRun(start: Start, services: RunServices): Run {
  let state = runAtStart(start)
  let underway: Underway | undefined
  const send = (event: RunEvent): RunState => {
    state = reduceRun(state, event)
    return state
  }
  const parts = createParts(start, services, () => state.attempt.lost)

  const begin = async (backend: RunningBackend, checkpoint: Checkpoint | undefined): Promise<Underway> => {
    const { orTell } = parts
    const prepared = await prepareRun({ start, services, backend, checkpoint, wishes: () => state.wishes, orTell })
    return startLoop(prepared, parts, state.wishes.paused, checkpoint?.elapsed ?? 0)
  }

  /** Trains to the end on one backend, or until it gives up. */
  const attempt = async ({ backend: choice, checkpoint }: Attempt): Promise<LoopEnd | GivenUp> => {
    const backend = await services.startBackend(choice)
    const tooLarge = troubleOfSize(start, services, backend, checkpoint)
    if (tooLarge !== undefined) return { backend: backend.backend, trouble: tooLarge }
    const stopListening = backend.onLost((reason) => send({ event: 'deviceLost', reason }))
    try {
      underway = await begin(backend, checkpoint)
      const waiting = commandsWaiting(state)
      if (send({ event: 'begun' }).doing === 'closing') underway.loop.stop()
      for (const command of waiting) obey(underway, parts, command)
      return await underway.loop.done
    } catch (error) {
      // The news that a device is lost may come just after what fails for it.
      await services.clock.breathe()
      const trouble = backendTrouble(messageOf(error), state.attempt.lost)
      if (trouble === undefined || state.doing === 'closing') throw error
      underway?.trainer.dispose()
      underway = undefined
      return {
        backend: backend.backend,
        trouble,
        ...(error instanceof TrainingError && { checkpoint: error.checkpoint }),
      }
    } finally {
      stopListening()
    }
  }

  const train = async (): Promise<LoopEnd> => {
    for (;;) {
      const outcome = await attempt(state.attempt)
      if ('end' in outcome) return outcome
      const next = send({ event: 'gaveUp', ...outcome })
      if (next.doing !== 'preparing') throw new TrainingError(outcome.trouble, next.attempt.checkpoint)
      reportNextAttempt(start, services, outcome.trouble, next.attempt)
    }
  }

  const over = train()
    .then(({ checkpoint }) => services.post({ type: 'finished', run: start.run, step: checkpoint.step, checkpoint }))
    .catch((error: unknown) => reportFailure(start, services, error))
    .finally(() => send({ event: 'ended' }))

  return {
    command(command) {
      const { doing } = send({ event: 'command', command })
      if (doing !== 'preparing' && underway) obey(underway, parts, command)
    },
    async close() {
      send({ event: 'close' })
      underway?.loop.stop()
      await Promise.all([over, parts.mathsCheck.close()])
      // They still read the model.
      await parts.answers.settled()
      underway?.trainer.dispose()
      underway = undefined
    },
  }
}

/** What a run has whatever backend it is on. @param lost why the device of the present attempt was lost. */
function createParts(start: Start, services: RunServices, lost: () => string | undefined): RunParts {
  const { run } = start
  const { post, clock } = services
  const tell = (message: string) => post({ type: 'notice', run, message })
  return {
    start,
    services,
    answers: createAnswers((error) => tell(messageOf(error))),
    kept: createKeptStates(clock, (checkpoint) => post({ type: 'kept', run, checkpoint })),
    mathsCheck: createMathsCheck(start, services),
    orTell: createFailureGuard({ tell, isFatal: (message) => backendTrouble(message, lost()) !== undefined }),
  }
}

/** Why the run is too large for the backend. @throws TrainingError where it is too large for every other as well. */
function troubleOfSize(
  { program }: Start,
  { datasets }: RunServices,
  backend: RunningBackend,
  checkpoint: Checkpoint | undefined,
): string | undefined {
  const tooLarge = tooLargeFor(program, datasets, backend)
  if (!tooLarge) return undefined
  // What WebAssembly has no memory for, plain JavaScript has not either.
  if (nextBackend(backend.backend) === 'wasm') return tooLarge.message
  throw new TrainingError(tooLarge.message, checkpoint, { owner: tooLarge.node })
}

function reportNextAttempt({ run }: Start, { post }: RunServices, trouble: string, next: Attempt): void {
  const { step = 0, elapsed = 0 } = next.checkpoint ?? {}
  const message = `${trouble} Training continues from step ${step} on ${next.backend}.`
  post({ type: 'notice', run, message })
  post({ type: 'wentBack', run, step, elapsed })
}

function reportFailure({ run }: Start, { post }: RunServices, error: unknown): void {
  const { owner: node, checkpoint } = error instanceof TrainingError ? error : {}
  const details = { ...(node !== undefined && { node }), ...(checkpoint && { checkpoint }) }
  post({ type: 'failed', run, message: messageOf(error), ...details })
}
