// Whether a changed graph is still what the run trains, and whether a checkpoint still fits it.
import type { Phase, Program } from '../../compiler/program/program.ts'
import type { Checkpoint } from '../../engine/index.ts'

/**
 * Same parameters, trained by the same kind of optimiser: a checkpoint of one program goes on in the other. They are known by
 * their names; their order follows from that of the wires.
 */
export function sharesCheckpoints(a: Program, b: Program): boolean {
  return sameData(identities(a), identities(b)) && sameData(trained(a), trained(b))
}

const identities = ({ parameters }: Program) =>
  parameters.map(({ name, shape, trainable }) => JSON.stringify([name, shape, trainable])).sort()
const trained = (program: Program) =>
  program.phases.map(({ procedure, trains, optimiser }: Phase) => [procedure, trains.toSorted(), optimiser.optimiser])

/** A value of the right shape for each of the program's parameters: those of a file may be anything. */
export const fitsParameters = ({ tensors }: Checkpoint, { parameters }: Program): boolean =>
  parameters.every(({ name, shape }) => Object.hasOwn(tensors, name) && sameData(tensors[name]?.shape, shape))

/** Consists only of lists, so that the order of keys does not matter. */
const sameData = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
