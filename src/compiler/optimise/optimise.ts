// Makes a Program say less and mean the same: every loss, gradient and draw stays what it was, to the last bit.
import type { Program } from '../program/program.ts'
import { dropCopies } from './drop-copies.ts'
import { dropUnused } from './drop-unused.ts'
import { mergeCalls } from './merge-calls.ts'

/** Each gives back the same object where it finds nothing to do. */
export const passes: Readonly<Record<string, (program: Program) => Program>> = { dropCopies, mergeCalls, dropUnused }

/** Runs all passes until none finds anything; each only ever makes the Program smaller, so there is an end. */
export function optimise(program: Program): Program {
  const next = Object.values(passes).reduce((changed, pass) => pass(changed), program)
  return next === program ? program : optimise(next)
}
