// Simplifies a Program without changing it: every loss, gradient and draw stays bit-identical.
import type { Program } from '../program/program.ts'
import { dropCopies } from './drop-copies.ts'
import { dropUnused } from './drop-unused.ts'
import { mergeCalls } from './merge-calls.ts'

/** Each returns the same object if it finds nothing to do. */
export const passes: Readonly<Record<string, (program: Program) => Program>> = { dropCopies, mergeCalls, dropUnused }

/** Runs all passes until none finds anything; each only shrinks the Program, so this terminates. */
export function optimise(program: Program): Program {
  const next = Object.values(passes).reduce((changed, pass) => pass(changed), program)
  return next === program ? program : optimise(next)
}
