// A run that is under way: the training loop, its messages to the page, and the commands it handles.
import { startTrainingLoop, type TrainingLoop } from '../../engine/index.ts'
import type { MathsCheck } from '../checks/maths-check.ts'
import { evaluateObjectives } from '../evaluation/evaluation.ts'
import { likelihoodAmong } from '../evaluation/likelihood.ts'
import { ofProgram } from '../training/of-program.ts'
import type { Trainer } from '../training/trainer.ts'
import type { Answers } from './answers.ts'
import type { KeptStates } from './kept-states.ts'
import type { Prepared } from './prepare.ts'
import type { RunCommand, RunServices, Start } from './run-services.ts'

/** Milliseconds between two validations. */
const validationInterval = 2000

export interface Underway extends Prepared {
  readonly loop: TrainingLoop
}

/** What a run has whatever backend it is on. */
export interface RunParts {
  readonly start: Start
  readonly services: RunServices
  readonly answers: Answers
  readonly kept: KeptStates
  readonly mathsCheck: MathsCheck
  /** Runs work whose failures are reported only once. */
  orTell(work: () => Promise<void>): () => Promise<void>
}

/** @param paused before the first step. @param elapsed seconds of training before this. */
export function startLoop(prepared: Prepared, parts: RunParts, paused: boolean, elapsed: number): Underway {
  const { trainer, views } = prepared
  const { services, answers, kept, orTell } = parts
  const { run } = parts.start
  const { post, clock } = services
  const startStep = trainer.step
  const loop = startTrainingLoop({
    ...ofProgram(trainer),
    elapsed,
    clock,
    paused,
    onProgress: (progress) => post({ type: 'progress', run, ...progress }),
    onPaused: (step) => {
      post({ type: 'paused', run, step })
      if (kept.isBehind(step)) answers.begin(async () => kept.keep(await loop.save()))
    },
    onGood: (checkpoint) => kept.keepInTime(checkpoint, startStep),
    sideWork: [
      ...views.sideWork,
      { interval: validationInterval, stepsWorth: 5, run: orTell(() => validate(trainer, parts)) },
    ],
  })
  return { ...prepared, loop }
}

async function validate(trainer: Trainer, { start, services }: RunParts): Promise<void> {
  const { model, feed, step } = trainer
  const byPhase = await evaluateObjectives(model, feed, 'validation')
  const points = Object.entries(byPhase).map(([phase, metrics]) => ({ step, phase, metrics }))
  const bitsPerDim = likelihoodAmong(start.program, byPhase)?.bitsPerDim
  services.post({ type: 'validation', run: start.run, points, ...(bitsPerDim !== undefined && { bitsPerDim }) })
}

export function obey({ trainer, loop, views }: Underway, parts: RunParts, command: RunCommand): void {
  const { answers, mathsCheck, services } = parts
  switch (command.type) {
    case 'pause':
    case 'resume':
    case 'step':
    case 'stop':
      loop[command.type]()
      break
    case 'save':
      answers.begin(async () => services.post({ type: 'saved', run: parts.start.run, checkpoint: await loop.save() }))
      break
    case 'sample':
      answers.begin(() => views.sample(command))
      break
    case 'watch':
      answers.begin(() => views.watch(command.watched))
      break
    case 'decode':
      answers.begin(() => views.decode(command.at, command.latent))
      break
    case 'check':
      mathsCheck.start(trainer)
      break
    default:
      command satisfies never
  }
}
