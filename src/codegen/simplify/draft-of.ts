// A Program as a draft. A function that uses no weights except those of its node receives their place.
import type { Call, ParameterSpec, PrimitiveCall, Program, ProgramFunction } from '../../compiler/program/program.ts'
import {
  applicationBy,
  applicationOf,
  argumentsOf,
  givenFunctions,
  isPrimitive,
  isTransform,
  movesOwnState,
  paramsOf,
  weightsOf,
} from '../../compiler/program/read-call.ts'
import { mapValues } from '../plan/map-values.ts'
import type { Application, Draft, DraftFunction, Place, Step } from './draft.ts'

export function draftOf(program: Program): Draft {
  const owns = new Map(program.functions.map((one) => [one.name, ownPlace(one)]))
  const reader: Reader = { state: stateOf(program.parameters), owns }
  return {
    program,
    functions: program.functions.map((one): DraftFunction => {
      const own = ownOf(reader, one.name, one.name)
      const { name, node, title, inputs, outputs } = one
      return { name, node, title, inputs, outputs, own, params: {}, steps: stepsOf(one.calls, own, reader) }
    }),
    procedures: program.procedures.map((procedure) => ({
      procedure,
      outputs: procedure.outputs,
      steps: stepsOf(procedure.calls, '', reader),
    })),
  }
}

interface Reader {
  readonly state: ReadonlySet<string>
  /** The places of the functions' weights. */
  readonly owns: ReadonlyMap<string, string>
}

/** Parameters that ops update themselves, unless their node is frozen. */
export const stateOf = (parameters: readonly ParameterSpec[]): ReadonlySet<string> =>
  new Set(parameters.filter(({ trainable, frozen }) => !trainable && !frozen).map(({ name }) => name))

function ownOf({ owns }: Reader, name: string, caller: string): string {
  const own = owns.get(name)
  if (own === undefined) throw new Error(`${caller} calls the function "${name}", which the Program does not have.`)
  return own
}

/** The node, if all calls and weights are below it; else the whole model. */
function ownPlace({ node, calls }: ProgramFunction): string {
  const isBelow = (name: string) => name === node || name.startsWith(`${node}/`)
  const isOwn = (call: Call) => isPrimitive(call) && isBelow(call.name) && Object.values(weightsOf(call)).every(isBelow)
  // A draw with exactly the name of the node could not be named below it.
  const stands = calls.some((call) => call.usesContext && call.name === node)
  const givesFunctions = calls.some((call) => Object.keys(givenFunctions(call)).length > 0)
  return calls.every(isOwn) && !givesFunctions && !stands ? node : ''
}

const below = (own: string, name: string): Place => {
  if (own === '') return { path: name }
  return { path: name === own ? '' : name.slice(own.length + 1) }
}

/** Empty for a call that has no weights and draws nothing, because nothing is named after it. */
const placeOf = (call: PrimitiveCall, own: string): Place =>
  takesWeights(call) || call.usesContext ? below(own, call.name) : { path: '' }

const stepsOf = (calls: readonly Call[], own: string, reader: Reader): readonly Step[] =>
  calls.map((call) => stepOf(call, own, reader))

function stepOf(call: Call, own: string, reader: Reader): Step {
  const { node, inputs, outputs, usesContext } = call
  const common = { node, inputs, outputs, usesContext, params: settingsOf(call) }
  const applied = (target: string, application: string): Application => ({
    target,
    at: { path: ownOf(reader, target, call.name) },
    application,
  })
  switch (call.call) {
    case 'function':
      return { step: 'function', ...common, params: {}, ...applied(call.target, applicationOf(call)) }
    case 'operation':
      return { step: 'operation', ...common, target: call.target, place: placeOf(call, own) }
    case 'op':
      return {
        step: 'op',
        ...common,
        target: call.target,
        place: placeOf(call, own),
        weights: takesWeights(call) ? mapValues(call.weights, (name) => below(own, name)) : undefined,
        functions: mapValues(givenFunctions(call), (target, name) => applied(target, applicationBy(call, name))),
        direction: isTransform(call) ? (call.direction ?? 'forward') : undefined,
        movesState: movesOwnState(reader.state, call),
      }
    default:
      return call satisfies never
  }
}

const settingsOf = (call: Call) => mapValues(paramsOf(call), (value) => ({ value }))

const takesWeights = (call: PrimitiveCall): boolean => argumentsOf(call).includes('weights')
