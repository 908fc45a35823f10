// A flow as the checks see it: its transforms one by one in both directions, and the part of it that is continuous.
import type { Call, Procedure, Program, ProgramValue, ValueName } from '../../../compiler/program/program.ts'
import { findProcedure } from '../../../compiler/program/program.ts'
import { isOperation } from '../../../compiler/program/read-call.ts'
import { cut, valuesOf } from '../cut-procedure.ts'

/** A transform's calls in both directions, each as a separate procedure. */
export interface Transform {
  readonly node: string
  readonly forwards: Procedure
  /** Flows that the transform takes, and those that it gives, by port. */
  readonly takes: Readonly<Record<string, ProgramValue>>
  readonly gives: Readonly<Record<string, ProgramValue>>
  readonly backwards: Procedure
  /** Names of the values that the way back takes and gives, by the same ports. */
  readonly takenBack: Readonly<Record<string, ValueName>>
}

export interface Flow {
  /** log p(x), which computes all of the flow's values. */
  readonly density: Procedure
  readonly inverse: Procedure
  /** In the order from the data to the latents. */
  readonly transforms: readonly Transform[]
  /** The flow where it starts. */
  readonly start: ProgramValue
  /** The flows where it ends, by the names of the latents. */
  readonly ends: Readonly<Record<string, ProgramValue>>
  readonly base: ValueName
}

/** The flow of a Program whose density is exact by the change of variables. */
export function readFlow(program: Program): Flow | undefined {
  const density = findProcedure(program, 'logProb')
  const inverse = findProcedure(program, 'inverse')
  const score = density?.calls.find((call) => isOperation(call, 'math/flow-log-prob'))
  if (!density || !inverse || !score) return undefined
  const values = valuesOf(density)
  const valueNamed = (name: ValueName): ProgramValue => {
    const value = values.get(name)
    if (value) return value
    throw new Error(`logProb reads the value ${name}, which nothing gives.`)
  }
  const { base, ...latents } = score.inputs
  const start = density.calls.find((call) => isOperation(call, 'math/start-flow'))?.outputs.y
  if (base === undefined || !start) return undefined
  const ends = Object.values(latents).map((name, i): [string, ProgramValue] => [
    i === 0 ? 'latent' : `latent${i + 1}`,
    valueNamed(name),
  ])
  const transforms = density.calls.flatMap((call): Transform[] => {
    const taken = Object.entries(call.inputs).map(([port, name]) => [port, valueNamed(name)] as const)
    const takes = Object.fromEntries(taken.filter(([, { signal }]) => signal.signal === 'flow'))
    const gives = Object.fromEntries(Object.entries(call.outputs).filter(([, { signal }]) => signal.signal === 'flow'))
    if (call === score || !Object.keys(takes).length || !Object.keys(gives).length) return []
    const back = inverse.calls.find((one) => one.node === call.node && isInverseOf(one, call))
    if (!back) return []
    const given = valuesOf(inverse)
    const placed = Object.values(back.inputs).flatMap((name) => given.get(name) ?? [])
    return [
      {
        node: call.node,
        forwards: cut(
          density,
          taken.map(([, value]) => value),
          namesOf(gives),
        ),
        takes,
        gives,
        backwards: cut(inverse, placed, namesOf(back.outputs)),
        takenBack: back.inputs,
      },
    ]
  })
  return { density, inverse, transforms, start, ends: Object.fromEntries(ends), base }
}

/** The way back of a call takes what the call gives. The compiler's own operations are not transforms. */
function isInverseOf(back: Call, call: Call): boolean {
  switch (back.call) {
    case 'op':
    case 'function':
      return (
        Object.keys(call.outputs).every((port) => port in back.inputs) &&
        Object.keys(back.outputs).every((port) => port in call.inputs)
      )
    case 'operation':
      return false
    default:
      return back satisfies never
  }
}

export const namesOf = (values: Readonly<Record<string, ProgramValue>>): Readonly<Record<string, ValueName>> =>
  Object.fromEntries(Object.entries(values).map(([port, { name }]) => [port, name]))
