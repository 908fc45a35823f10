// A procedure as a straight-line sequence of ops: functions are inlined, and every value has a unique name.
import type { Call, FunctionCall, PrimitiveCall, Procedure, Program, ProgramFunction, ValueName } from './program.ts'
import { applicationOf } from './read-call.ts'

export interface FlatCall {
  readonly call: PrimitiveCall
  /** Port to value, without unconnected inputs. */
  readonly inputs: Readonly<Record<string, ValueName>>
  /** Port to value. */
  readonly outputs: Readonly<Record<string, ValueName>>
  /** Names its random numbers. */
  readonly stream: string
}

export interface FlatProcedure {
  readonly calls: readonly FlatCall[]
  readonly outputs: Readonly<Record<string, ValueName>>
}

type Names = Map<ValueName, ValueName | undefined>

/** @throws Error when a value is read before it is defined, or a function does not exist. */
export function flatten(program: Program, procedure: Procedure): FlatProcedure {
  const functions = new Map(program.functions.map((one) => [one.name, one]))
  const flat: FlatCall[] = []

  const unfold = (calls: readonly Call[], names: Names, prefix: string, application: string): void => {
    for (const call of calls) {
      const given = Object.entries(call.inputs).map(([port, value]) => [port, lookUp(names, value, call.name)] as const)
      switch (call.call) {
        case 'function': {
          const callee = calleeOf(call, functions)
          const inner: Names = new Map(callee.inputs.map(({ name }) => [name, new Map(given).get(name)]))
          unfold(callee.calls, inner, `${prefix}${call.name}/`, within(application, applicationOf(call)))
          for (const [port, { name }] of Object.entries(call.outputs)) {
            names.set(name, lookUp(inner, callee.outputs[port] ?? port, call.target))
          }
          break
        }
        case 'op':
        case 'operation': {
          const outputs = Object.entries(call.outputs).map(([port, { name }]) => [port, `${prefix}${name}`] as const)
          for (const { name } of Object.values(call.outputs)) names.set(name, `${prefix}${name}`)
          const inputs = given.filter((input): input is readonly [string, string] => input[1] !== undefined)
          flat.push({
            call,
            inputs: Object.fromEntries(inputs),
            outputs: Object.fromEntries(outputs),
            stream: within(application, call.name),
          })
          break
        }
        default:
          call satisfies never
      }
    }
  }

  const names: Names = new Map(procedure.inputs.map(({ name }) => [name, name]))
  unfold(procedure.calls, names, '', '')
  const outputs = Object.entries(procedure.outputs).flatMap(([port, value]) => {
    const name = lookUp(names, value, procedure.name)
    return name === undefined ? [] : [[port, name] as const]
  })
  return { calls: flat, outputs: Object.fromEntries(outputs) }
}

function calleeOf({ name, target }: FunctionCall, functions: ReadonlyMap<string, ProgramFunction>): ProgramFunction {
  const callee = functions.get(target)
  if (!callee) throw new Error(`${name} calls the function ${target}, which does not exist.`)
  return callee
}

const within = (application: string, call: string): string => [application, call].filter(Boolean).join('/')

function lookUp(names: Names, value: ValueName, reader: string): ValueName | undefined {
  if (!names.has(value)) throw new Error(`${reader} reads the value ${value} before it is defined.`)
  return names.get(value)
}
