// The distributions that a Program's objectives compute.
import { findProcedure, type Procedure, type Program, type ValueName } from '../../compiler/program/program.ts'
import type { DistributionSignal } from '../../graph/signals.ts'

export interface Place {
  readonly procedure: Procedure
  readonly value: ValueName
  readonly node: string
  readonly signal: DistributionSignal
}

/** Each distribution once, where an objective computes it. */
export function distributionsOf(program: Program): readonly Place[] {
  const places = new Map<ValueName, Place>()
  for (const phase of program.phases) {
    const procedure = findProcedure(program, phase.procedure)
    for (const { node, outputs } of procedure?.calls ?? [])
      for (const { name, signal } of Object.values(outputs))
        if (procedure && signal.signal === 'distribution') places.set(name, { procedure, value: name, node, signal })
  }
  return [...places.values()]
}
