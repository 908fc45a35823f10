// The common part of procedures and functions, for passes that rewrite either: a straight-line sequence of calls on named values.
import type { Call, Program, ValueName } from '../program/program.ts'

export interface Body {
  readonly calls: readonly Call[]
  readonly outputs: Readonly<Record<string, ValueName>>
}

/** Rewrites a body; returns the same object if there is nothing to do. */
export type Rewrite = (body: Body) => Body

/** Returns the same Program if no body changes. */
export function rewriteBodies(program: Program, rewrite: Rewrite): Program {
  let isChanged = false
  const rewritten = <B extends Body>(body: B): B => {
    const { calls, outputs } = rewrite(body)
    if (calls === body.calls && outputs === body.outputs) return body
    isChanged = true
    return { ...body, calls, outputs }
  }
  const functions = program.functions.map(rewritten)
  const procedures = program.procedures.map(rewritten)
  return isChanged ? { ...program, functions, procedures } : program
}

export type Values = Readonly<Record<string, ValueName>>

/** @param stands for values under other names; a chain of names is followed to its end. */
export function renamed(values: Values, stands: ReadonlyMap<ValueName, ValueName>): Values {
  return Object.fromEntries(Object.entries(values).map(([port, value]) => [port, standIn(value, stands)]))
}

function standIn(value: ValueName, stands: ReadonlyMap<ValueName, ValueName>): ValueName {
  const other = stands.get(value)
  return other === undefined ? value : standIn(other, stands)
}
