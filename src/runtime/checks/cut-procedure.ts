// Checks ask for values that no procedure gives: a procedure is plain data, so it is cut to give them.
import type { Call, Procedure, ProcedureInput, ProgramValue, ValueName } from '../../compiler/program/program.ts'

/**
 * The part of a procedure that leads from the values `given`, which the caller puts in place, to those `asked` for. Inputs
 * that it still needs stay unchanged.
 * @param asked value names by output.
 */
export function cut(
  procedure: Procedure,
  given: readonly ProgramValue[],
  asked: Readonly<Record<string, ValueName>>,
): Procedure {
  const placed = new Set(given.map(({ name }) => name))
  const needed = new Set(Object.values(asked).filter((name) => !placed.has(name)))
  const calls = procedure.calls
    .toReversed()
    .filter(({ inputs, outputs }) => {
      if (!Object.values(outputs).some(({ name }) => needed.has(name))) return false
      for (const name of Object.values(inputs)) if (!placed.has(name)) needed.add(name)
      return true
    })
    .toReversed()
  const inputs: ProcedureInput[] = [
    ...procedure.inputs.filter(({ name }) => needed.has(name)),
    ...given.map((value): ProcedureInput => ({ ...value, source: { from: 'caller', meaning: 'Put in place.' } })),
  ]
  const { name, summary } = procedure
  return { name, summary, inputs, calls, outputs: asked }
}

/** Every value of a procedure by its name. */
export function valuesOf({ inputs, calls }: Procedure): ReadonlyMap<ValueName, ProgramValue> {
  const values: readonly ProgramValue[] = [...inputs, ...calls.flatMap(({ outputs }) => Object.values(outputs))]
  return new Map(values.map((value) => [value.name, value]))
}

export const callGiving = ({ calls }: Procedure, value: ValueName): Call | undefined =>
  calls.find(({ outputs }) => Object.values(outputs).some(({ name }) => name === value))
