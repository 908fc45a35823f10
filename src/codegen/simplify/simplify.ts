// Turns a Program into what a person would write: each network and each path through the model once, equal steps as a
// loop, and nothing unused. What it computes and draws stays the same.
import { optimise } from '../../compiler/optimise/optimise.ts'
import type { Program } from '../../compiler/program/program.ts'
import { callProcedures } from './called-procedures.ts'
import type { Draft } from './draft.ts'
import { draftOf } from './draft-of.ts'
import { takeMeans } from './gaussian-means.ts'
import { findLoops } from './loops.ts'
import { shareFunctions } from './shared-functions.ts'
import { sharePaths } from './shared-paths.ts'

/** In this order: loops become shorter where functions are shared, and paths where steps are loops. */
export const draftPasses = { shareFunctions, findLoops, callProcedures, sharePaths } as const

/** @throws {Error} if the Program is inconsistent. */
export function simplify(program: Program): Draft {
  const draft = draftOf(optimise(takeMeans(program)))
  return Object.values(draftPasses).reduce((simpler, pass) => pass(simpler), draft)
}
