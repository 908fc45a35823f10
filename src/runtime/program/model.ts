// A Program with its parameters, ready to run: procedures are compiled when they are first asked for.
import type { Procedure, ProcedureName, Program } from '../../compiler/program/program.ts'
import { findProcedure } from '../../compiler/program/program.ts'
import type { Ops } from '../op-of.ts'
import { type CompiledProcedure, compileProcedure } from './interpreter.ts'
import { createParameters, type Parameters } from './parameters.ts'

export interface Model {
  readonly program: Program
  readonly parameters: Parameters
  /** By kind. */
  readonly ops: Ops
  /** @throws Error saying why, when the Program has no such procedure. */
  procedure(name: ProcedureName): CompiledProcedure
  /** A procedure made of this Program's calls, though the Program does not list it. @throws Error when it is inconsistent. */
  compile(procedure: Procedure): CompiledProcedure
  dispose(): void
}

/** @throws Error when the Program's parameters cannot be made. */
export function createModel(program: Program, ops: Ops): Model {
  const parameters = createParameters(program.parameters, program.training.seed)
  const compiled = new Map<ProcedureName, CompiledProcedure>()
  const compile = (procedure: Procedure) => compileProcedure(program, procedure, ops, parameters.variables)
  return {
    program,
    parameters,
    ops,
    compile,
    procedure(name) {
      const known = compiled.get(name)
      if (known) return known
      const fresh = compile(requireProcedure(program, name))
      compiled.set(name, fresh)
      return fresh
    },
    dispose: () => parameters.dispose(),
  }
}

function requireProcedure(program: Program, name: ProcedureName): Procedure {
  const procedure = findProcedure(program, name)
  if (procedure) return procedure
  const reason = program.absent.find((one) => one.name === name)?.reason ?? 'The graph does not describe it.'
  throw new Error(`This model has no procedure ${name}. ${reason}`)
}
