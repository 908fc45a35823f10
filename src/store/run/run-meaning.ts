// Whether a changed graph is still what the run trains, and whether a checkpoint still fits it.
import type { Phase, Program } from '../../compiler/program/program.ts'
import type { Checkpoint } from '../../engine/index.ts'
import { sameData } from '../../graph/same-model.ts'

/** Same parameters, trained by the same kind of optimiser: a checkpoint of one program goes on in the other. */
export function sharesCheckpoints(a: Program, b: Program): boolean {
  return sameData(a.parameters.map(identity), b.parameters.map(identity)) && sameData(trained(a), trained(b))
}

const identity = ({ name, shape, trainable }: Program['parameters'][number]) => [name, shape, trainable]
const trained = (program: Program) =>
  program.phases.map(({ procedure, trains, optimiser }: Phase) => [procedure, trains, optimiser.optimiser])

/** A value of the right shape for each of the program's parameters: those of a file may be anything. */
export const fitsParameters = ({ tensors }: Checkpoint, { parameters }: Program): boolean =>
  parameters.every(({ name, shape }) => Object.hasOwn(tensors, name) && sameData(tensors[name]?.shape, shape))
