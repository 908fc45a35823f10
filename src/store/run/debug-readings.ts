// What people who develop want to see of a run. Nothing else of the page reads it, so that builds leave it out.
import { type Program, phaseName } from '../../compiler/program/program.ts'
import { programText } from '../../compiler/program/program-text.ts'
import { listenForPhaseTimes } from '../../protocol/phase-times.ts'

export interface DescribedPhase {
  readonly name: string
  /** Of a step. */
  readonly repeats: number
  readonly optimiser: string
  /** How many parameters it trains, as tensors. */
  readonly trained: number
}

export interface DescribedProgram {
  readonly text: string
  /** In the order of a step. */
  readonly phases: readonly DescribedPhase[]
}

export const describeProgram = (program: Program): DescribedProgram => ({
  text: programText(program),
  phases: program.phases.map((phase) => ({
    name: phaseName(phase),
    repeats: phase.repeats,
    optimiser: phase.optimiser.optimiser,
    trained: phase.trains.length,
  })),
})

/** @param receive gets mean milliseconds by phase. @returns what ends the listening. */
export const watchPhaseTimes = (run: string, receive: (means: ReadonlyMap<string, number>) => void): (() => void) =>
  listenForPhaseTimes((times) => {
    if (times.run === run) receive(new Map(times.means))
  })
