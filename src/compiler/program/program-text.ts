// A Program as readable text: one line for each parameter, call and phase, in the Program's order. Equal Programs give equal
// text, so two can be compared line by line.
import type { Signal } from '../../graph/signals.ts'
import type { Call, CountSignal, ParameterSpec, Phase, Procedure, Program, ProgramFunction } from './program.ts'
import { givenFunctions, paramsOf, weightsOf } from './read-call.ts'

export function programText(program: Program): string {
  const { title, data, parameters, functions, procedures, absent, phases, density, training } = program
  return [
    `program ${title}`,
    ...data.map((use) => `data ${inOrder(use)}`),
    ...parameters.map(parameterLine),
    ...functions.flatMap(functionLines),
    ...procedures.flatMap(procedureLines),
    ...absent.map(({ name, reason }) => `absent ${name}: ${reason}`),
    ...phases.flatMap(phaseLines),
    `density ${inOrder(density)}`,
    `training ${inOrder(training)}`,
    '',
  ].join('\n')
}

const parameterLine = ({ name, shape, initialiser, node, trainable, frozen }: ParameterSpec): string =>
  `${trainable ? 'parameter' : 'state'} ${name} [${shape}] of ${node}${frozen ? ' frozen' : ''} ${inOrder(initialiser)}`

const functionLines = ({ name, node, title, inputs, calls, outputs }: ProgramFunction): string[] => [
  `function ${name}(${inputs.map(({ name: input, signal }) => `${input}: ${signalText(signal)}`).join(', ')}) of ${node}, ${title}`,
  ...calls.map(callLine),
  `  return ${pairs(outputs)}`,
]

const procedureLines = ({ name, summary, inputs, calls, outputs, repeat }: Procedure): string[] => [
  `procedure ${name}: ${summary}`,
  ...inputs.map(({ name: input, signal, source }) => `  input ${input}: ${signalText(signal)} from ${inOrder(source)}`),
  ...calls.map(callLine),
  `  return ${pairs(outputs)}`,
  ...(repeat ? [`  repeat ${inOrder(repeat)}`] : []),
]

function callLine(call: Call): string {
  const { target, name, node, inputs, outputs, usesContext } = call
  const [weights, params, functions] = [weightsOf(call), paramsOf(call), givenFunctions(call)]
  const results = Object.entries(outputs).map(([port, value]) => `${port} ${value.name}: ${signalText(value.signal)}`)
  const details = [
    name === target ? '' : `as ${name}`,
    `of ${node}`,
    Object.keys(weights).length > 0 ? `with ${pairs(weights)}` : '',
    Object.keys(params).length > 0 ? `given ${inOrder(params)}` : '',
    usesContext ? 'in context' : '',
    Object.keys(functions).length > 0 ? `calling ${pairs(functions)}` : '',
    ...opDetails(call),
  ].filter((detail) => detail !== '')
  return `  ${results.join(', ')} = ${callWord(call)}${target}(${pairs(inputs)}) ${details.join('; ')}`
}

/** The parts that only calls of ops have. */
function opDetails(call: Call): readonly string[] {
  switch (call.call) {
    case 'op':
      return [call.copies === undefined ? '' : `copies ${call.copies}`, call.direction ?? '']
    case 'operation':
    case 'function':
      return []
    default:
      return call satisfies never
  }
}

/** Ops and operations differ by their targets; `math/...` is the compiler's. */
function callWord(call: Call): string {
  switch (call.call) {
    case 'op':
    case 'operation':
      return ''
    case 'function':
      return 'function '
    default:
      return call satisfies never
  }
}

const phaseLines = ({ procedure, node, title, repeats, trains, optimiser, terms }: Phase): string[] => [
  `phase ${procedure} of ${node}${title ? `, ${title}` : ''}: ${repeats} times, ${inOrder(optimiser)}, terms ${terms.join(', ')}`,
  ...trains.map((name) => `  trains ${name}`),
]

const pairs = (record: Readonly<Record<string, string>>): string =>
  Object.entries(record)
    .map(([key, value]) => (key === value ? key : `${key}: ${value}`))
    .join(', ')

const signalText = (signal: Signal | CountSignal): string => {
  const { signal: kind, ...rest } = signal
  return Object.keys(rest).length > 0 ? `${kind} ${inOrder(rest)}` : kind
}

/** As JSON, keys in alphabetical order, independent of insertion order. */
const inOrder = (value: object): string => {
  const text = JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  )
  return text.replaceAll('"', '')
}
