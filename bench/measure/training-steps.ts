// Times the training step of one model on one backend: the contestants take turns in short rounds, so that whatever else
// the machine does meanwhile falls on all of them alike.
import { messageOf } from '../../src/engine/text/message-of.ts'
import { type ContestantName, type ContestantProcess, startContestant } from '../contestant-process.ts'
import type { Growth, InterpreterTime, KernelTime, Ready } from '../contestants/messages.ts'

export interface Rounds {
  readonly rounds: number
  /** Milliseconds of a round; a step that takes longer is a separate round. */
  readonly milliseconds: number
  /** Milliseconds after which no further round begins. */
  readonly limit: number
  /** Rounds beforehand that do not count, in which JavaScript is compiled and memory grows. */
  readonly warmUp: number
  /** Steps after which memory is looked at again; 0: it is not looked at. */
  readonly memorySteps: number
  readonly kernelSteps: number
}

export interface Timed {
  readonly ready: Ready
  /** Milliseconds of each step of each round. */
  readonly rounds: readonly (readonly number[])[]
  /** Milliseconds of a processor for each step, one value for each round; none where only a first step was timed. */
  readonly processor: readonly (readonly number[])[]
}

export interface Untimed {
  readonly failure: string
}

export interface StepTimings {
  readonly timed: Readonly<Partial<Record<ContestantName, Timed | Untimed>>>
  readonly memory?: Growth
  readonly interpreter?: InterpreterTime
  /** Of hand-written TF.js: the share of its step that matrix products take. */
  readonly matrixShare?: number
  /** Of Genloom, the longest first. */
  readonly kernels?: readonly KernelTime[]
}

export async function timeTrainingSteps(
  model: string,
  backend: 'wasm' | 'cpu',
  names: readonly ContestantName[],
  plan: Rounds,
): Promise<StepTimings> {
  const failures: Partial<Record<ContestantName, Untimed>> = {}
  const running: Running[] = []
  try {
    for (const name of names) {
      try {
        running.push({ name, process: await startContestant(name, model, backend), rounds: [], processor: [] })
      } catch (error) {
        failures[name] = { failure: messageOf(error) }
      }
    }
    await takeTurns(running, plan)
    const timed = Object.fromEntries(
      running.map(({ name, process, rounds, processor }) => [name, { ready: process.ready, rounds, processor }]),
    )
    return { timed: { ...timed, ...failures }, ...(await moreOf(running, plan)) }
  } finally {
    for (const { process } of running) process.end()
  }
}

/** Where a single step takes longer than all rounds may, the first one of each is all there is, by the clock. */
async function takeTurns(running: readonly Running[], plan: Rounds): Promise<void> {
  const firstStep = ({ process }: Running) => process.ready.startUp['first step'] ?? 0
  if (running.some((one) => firstStep(one) > plan.limit)) {
    for (const one of running) one.rounds.push([firstStep(one)])
    return
  }
  const start = performance.now()
  for (let round = -plan.warmUp; round < plan.rounds; round++) {
    if (round > 0 && performance.now() - start > plan.limit) return
    for (const { process, rounds, processor } of running) {
      const steps = await process.ask({ ask: 'steps', milliseconds: plan.milliseconds, most: 1000 })
      if (round < 0) continue
      rounds.push(steps.times)
      processor.push([steps.processor])
    }
  }
}

interface Running {
  readonly name: ContestantName
  readonly process: ContestantProcess
  readonly rounds: (readonly number[])[]
  readonly processor: (readonly number[])[]
}

async function moreOf(
  running: readonly Running[],
  { memorySteps, kernelSteps }: Rounds,
): Promise<Omit<StepTimings, 'timed'>> {
  const genloom = running.find(({ name }) => name === 'genloom')?.process
  const baseline = running.find(({ name }) => name === 'baseline')?.process
  const memory = memorySteps > 0 ? await genloom?.ask({ ask: 'memory', steps: memorySteps }) : undefined
  if (kernelSteps === 0) return memory ? { memory } : {}
  const interpreter = await genloom?.ask({ ask: 'interpreter', steps: kernelSteps })
  const ours = await genloom?.ask({ ask: 'kernels', steps: kernelSteps })
  const theirs = await baseline?.ask({ ask: 'kernels', steps: Math.ceil(kernelSteps / 4) })
  return {
    ...(memory && { memory }),
    ...(interpreter && { interpreter }),
    ...(ours && { kernels: ours.kernels }),
    ...(theirs && { matrixShare: matrixMilliseconds(theirs.kernels) / theirs.step }),
  }
}

const matrixMilliseconds = (kernels: readonly KernelTime[]): number =>
  kernels.reduce((sum, { kernel, milliseconds }) => (/MatMul /.test(kernel) ? sum + milliseconds : sum), 0)
