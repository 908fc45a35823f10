// Calls of ops, of the compiler's operations and of functions, as TypeScript.

import type { ProgramValue } from '../../compiler/program/program.ts'
import type { Argument } from '../../compiler/program/read-call.ts'
import type { Json } from '../../graph/json.ts'
import { nameOfNumber } from '../plan/hyperparameters.ts'
import type { PlannedFunction } from '../plan/plan.ts'
import type { Assignment, Expression, Given, GivenFunction, Printer, Surroundings } from '../plan/printer.ts'
import type { Application, OperationStep, OpStep, Settings } from '../simplify/draft.ts'
import { printJson, printKey, printMembers, printProperty, printWords } from './literals.ts'
import { printColumn, printName, printWeightsAt } from './print-places.ts'
import { describeValue } from './print-signal.ts'

const lineWidth = 120

export const printOp: Printer['op'] = (step, op, inputs, within, functions) => {
  const members = [...inputs.map(printGiven), ...functions.map((one) => printFunctionValue(one, within))]
  const context = `context.at(${printName(step.place, within)})`
  const given: readonly (readonly [Argument, boolean, string])[] = [
    ['inputs', members.length > 0, printMembers(members)],
    ['weights', step.weights !== undefined, printWeights(step, within)],
    [
      'params',
      Object.keys(step.params).length > 0,
      printSettings(step.params, within, (key, value) => nameOfNumber(within.plan.hyperparameters, step, key, value)),
    ],
    ['context', step.usesContext, context],
  ]
  return {
    callee: step.direction ? `${op.local}.${step.direction}` : op.local,
    given: given.flatMap(([, isTaken, text]) => (isTaken ? [text] : [])),
  }
}

const printGiven = ({ port, local }: Given): string => printProperty(port, local)

/** The weights of an op are together at its place; borrowed ones are listed. */
function printWeights({ place, weights = {} }: OpStep, within: Surroundings): string {
  const entries = Object.entries(weights)
  if (entries.length === 0) return '{}'
  const isOwn = entries.every(([name, weight]) => {
    return weight.column === place.column && weight.path === [place.path, name].filter(Boolean).join('/')
  })
  if (isOwn) return printWeightsAt(place, within)
  return printMembers(entries.map(([name, weight]) => `${printKey(name)}: ${printWeightsAt(weight, within)}`))
}

/** @param nameOf the name of a value that stands elsewhere. */
function printSettings(
  settings: Settings,
  { row, settings: locals }: Surroundings,
  nameOf: (key: string, value: Json) => string | undefined = () => undefined,
): string {
  const entries = Object.entries(settings)
  const values = entries.every(([key, setting]) => 'value' in setting && nameOf(key, setting.value) === undefined)
  if (values) {
    const json = entries.map(([key, setting]) => [key, 'value' in setting ? setting.value : null] as const)
    return printJson(Object.fromEntries(json), '  ')
  }
  return printMembers(
    entries.map(([key, setting]) => {
      if ('value' in setting) {
        const name = nameOf(key, setting.value)
        return name === undefined ? `${printKey(key)}: ${printJson(setting.value)}` : printProperty(printKey(key), name)
      }
      const isInRow = row?.table.columns.some(({ name }) => name === setting.given)
      return printProperty(
        key,
        isInRow ? printColumn(row, setting.given) : (locals.get(setting.given) ?? setting.given),
      )
    }),
  )
}

/** The compiler's own operations; those that are methods of their operand are printed as such. */
export const printOperation: Printer['operation'] = (step, inputs, within) => {
  const local = (port: string) => inputs.find((input) => input.port === port)?.local
  const [p, x] = [local('p'), local('x')]
  const context = `context.at(${printName(step.place, within)})`
  switch (step.target) {
    case 'math/draw':
      return { callee: `${p}.sample`, given: [context, ...shapeOf(step, local('count'))], isValue: true }
    case 'math/mean':
      return { callee: `${p}.mean`, given: shapeOf(step, local('count')), isValue: true }
    case 'math/log-prob':
      return { callee: `${p}.logProb`, given: x === undefined ? [] : [x], isValue: true }
    case 'math/flow-value':
      return { callee: `${x}.value`, given: [], isMember: true }
    case 'math/interpolate':
      return listed('interpolateBetween', inputs)
    case 'math/importance-weight':
      return listed('importanceWeight', inputs)
    case 'math/start-flow':
      return listed('startFlow', inputs)
    case 'math/flow-log-prob':
      return listed('flowLogProb', inputs)
    case 'math/add-log-det':
      return listed('addLogDet', inputs)
    case 'math/count-volume':
      return listed('countVolume', inputs)
    default:
      return step.target satisfies never
  }
}

const listed = (callee: string, inputs: readonly Given[]): Expression => ({
  callee,
  given: [printMembers(inputs.map(printGiven))],
})

/** Priors need a shape; other distributions have one. */
function shapeOf({ params }: OperationStep, count: string | undefined): readonly string[] {
  const { shape } = params
  if (count === undefined || !shape || !('value' in shape) || !Array.isArray(shape.value)) return []
  return [`[${[count, ...shape.value.map((extent) => printJson(extent))].join(', ')}]`]
}

/** Names that the engine gives to operations. */
export const engineOperations: Readonly<Partial<Record<OperationStep['target'], string>>> = {
  'math/interpolate': 'interpolateBetween',
  'math/importance-weight': 'importanceWeight',
  'math/start-flow': 'startFlow',
  'math/flow-log-prob': 'flowLogProb',
  'math/add-log-det': 'addLogDet',
  'math/count-volume': 'countVolume',
}

export const printCall: Printer['call'] = (step, callee, inputs, within, handedOn) => ({
  callee: callee.name,
  given: printArguments(callee, step, printMembers(inputs.map(printGiven)), within, {
    params: step.params,
    handedOn,
  }),
})

interface CallDetails {
  readonly params: Settings
  readonly handedOn: readonly string[]
}

function printArguments(
  callee: PlannedFunction,
  { at, application }: Application,
  inputs: string,
  within: Surroundings,
  { params, handedOn }: CallDetails,
): readonly string[] {
  const weights = printWeightsAt(at, within)
  const isWhole = application === '' && at.path === '' && at.column === undefined
  return [
    ...(callee.inputs.length ? [inputs] : []),
    ...(callee.usesWeights ? [printHandedOn(weights, handedOn)] : []),
    ...(Object.keys(callee.params).length ? [printSettings(params, within)] : []),
    ...(callee.usesContext ? [isWhole ? 'context' : `context.within(${printName(at, within, application)})`] : []),
  ]
}

/** The weights with the state that earlier steps have updated. */
function printHandedOn(weights: string, handedOn: readonly string[]): string {
  if (handedOn.length === 0) return weights
  const [first = ''] = handedOn
  return `withState(${weights}, ${handedOn.length === 1 ? first : printMembers(handedOn.map((local) => `...${local}`))})`
}

/** A function of one tensor, which an op can call any number of times. */
function printFunctionValue(one: GivenFunction, within: Surroundings): string {
  const { name, callee, gathered, handedOn } = one
  const [output] = callee.outputs
  if (!output) throw new Error(`The function "${callee.name}" returns nothing.`)
  const [input] = callee.inputs
  const inputs = printMembers(input ? [printProperty(input.property, 'x')] : [])
  const given = printArguments(callee, one, inputs, within, { params: {}, handedOn })
  const called = `${callee.name}(${given.join(', ')})`
  const taken = input ? '(x)' : '()'
  if (gathered === undefined || !callee.givesState) return `${printKey(name)}: ${taken} => ${called}.${output.port}`
  const results = printMembers([printProperty(output.port, 'y'), 'state'])
  return `${printKey(name)}: ${taken} => { const ${results} = ${called}; Object.assign(${gathered}, state); return y }`
}

/** On one line if it fits, the comment at its end or above; else one argument per line. */
export function printAssignment({ results, state, expression, depth }: Assignment): string {
  const indent = '  '.repeat(depth)
  const { callee, given, isValue } = expression
  const members = [
    ...results.map(({ port, local }) => printProperty(port, local)),
    ...(state === undefined ? [] : [`state: ${state}`]),
  ]
  const [only] = results
  const start = `${indent}const ${isValue && only ? only.local : printMembers(members)} = ${callee}`
  const line = `${start}(${given.join(', ')})`
  const comment = describeResults(results)
  if (comment && `${line} // ${comment}`.length <= lineWidth) return `${line} // ${comment}`
  const above = comment ? [`${indent}// ${comment}`] : []
  if (line.length <= lineWidth) return [...above, line].join('\n')
  const listed = given.map((argument) => `${indent}  ${argument.replaceAll('\n', `\n${indent}`)},`)
  return [...above, `${start}(`, ...listed, `${indent})`].join('\n')
}

/** The shapes; with names if there are several. */
function describeResults(results: readonly { readonly port: string; readonly value: ProgramValue }[]): string {
  const shapes = results.map(({ port, value: { signal } }) => {
    const shape = signal.signal === 'objective' ? '' : describeValue(signal)
    return results.length === 1 ? shape : `${port} ${shape}`
  })
  return printWords(shapes.join(', '))
}
