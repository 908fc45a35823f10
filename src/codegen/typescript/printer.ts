// TypeScript, on TensorFlow.js.

import type { Json } from '../../graph/json.ts'
import { isArray } from '../../graph/json.ts'
import { projectPathOf } from '../carried/carried-files.ts'
import { mapValues } from '../plan/map-values.ts'
import type { Plan } from '../plan/plan.ts'
import type { FunctionHead, Lines, MovedState, Printer } from '../plan/printer.ts'
import type { PlannedTable } from '../plan/tables.ts'
import type { Step } from '../simplify/draft.ts'
import { printComment, printJson, printKey, printMembers, printProperty, printString, printWords } from './literals.ts'
import { engineOperations, printAssignment, printCall, printOp, printOperation } from './print-calls.ts'
import { printHyperparameterImport } from './print-hyperparameters.ts'
import { printEngineImport } from './print-import.ts'
import { printColumn } from './print-places.ts'
import { describeValue, typeOf } from './print-signal.ts'
import { printWeights } from './print-weights.ts'
import { reservedWords } from './reserved-words.ts'

const lineWidth = 120

export const typescript: Printer = {
  path: 'model.ts',
  reserved: reservedWords,
  opening,
  functionStart,
  functionEnd: () => '}',
  op: printOp,
  operation: printOperation,
  call: printCall,
  assignment: printAssignment,
  roundName: ({ signal }) => (signal.signal === 'flow' ? 'flow' : 'h'),
  loopStart(_loop, { local, table }, { local: carried, initial }, depth) {
    const indent = '  '.repeat(depth)
    const isReversed = [...table.loops].find(([loop]) => loop === _loop)?.[1].isReversed
    const rows = isReversed ? `${table.name}.toReversed()` : table.name
    return `${indent}let ${carried} = ${initial}\n${indent}for (const ${local} of ${rows}) {`
  },
  loopEnd({ local, next }, depth) {
    const indent = '  '.repeat(depth)
    return `${indent}  ${local} = ${next}\n${indent}}`
  },
  stateStart: (local, depth) => `${'  '.repeat(depth)}const ${local}: Record<string, StateTree> = {}`,
  stateMoved: (gathered, { at, local }, { row }, depth) => {
    if (at?.column === undefined) throw new Error('The place of state that a loop updates must be in its row.')
    return `${'  '.repeat(depth)}if (${local}) ${gathered}[${printColumn(row, at.column)}] = ${local}`
  },
  result(results, state) {
    const members = results.map(({ port, local }) => printProperty(port, local))
    if (state) members.push(printProperty('state', printState(state.gathered, state.moved)))
    const oneLine = `  return ${printMembers(members)}`
    return oneLine.length <= lineWidth
      ? oneLine
      : `  return {\n${members.map((member) => `    ${member},\n`).join('')}  }`
  },
}

function printState(gathered: string | undefined, moved: readonly MovedState[]): string {
  const byPlace = new Map<string, string[]>()
  const spread = [...(gathered === undefined ? [] : [gathered])]
  for (const { at, local } of moved) {
    if (at === undefined) spread.push(local)
    else byPlace.set(at.path, [...(byPlace.get(at.path) ?? []), local])
  }
  if (byPlace.size === 0 && spread.length === 1) return spread[0] ?? ''
  const nested = nestedMembers([...byPlace].map(([path, locals]) => ({ path: path.split('/'), text: merged(locals) })))
  return printMembers([...spread.map((local) => `...${local}`), ...nested])
}

const merged = (locals: readonly string[]): string =>
  locals.length === 1 ? (locals[0] ?? '') : printMembers(locals.map((local) => `...${local}`))

interface Leaf {
  readonly path: readonly string[]
  readonly text: string
}

function nestedMembers(leaves: readonly Leaf[]): readonly string[] {
  const keys = [...new Set(leaves.map(({ path }) => path[0] ?? ''))]
  return keys.map((key) => {
    const below = leaves.filter(({ path }) => path[0] === key)
    const [only] = below
    if (below.length === 1 && only?.path.length === 1) return printProperty(printKey(key), only.text)
    return `${printKey(key)}: ${printMembers(nestedMembers(below.map(({ path, text }) => ({ path: path.slice(1), text }))))}`
  })
}

function opening(plan: Plan): readonly Lines[] {
  const { program } = plan
  const weights = printWeights(program.parameters, plan.names)
  return [
    ...wrapped(`${printWords(program.title) || 'Untitled'}: the model. ${printWords(program.density.sentence)}`).map(
      (line) => ({ text: `// ${line}` }),
    ),
    {
      text: '// Comments give the shapes; the first dimension is the batch. Losses and log-probabilities are in nats.',
    },
    ...printImports(plan, weights.imports),
    ...weights.lines,
    ...plan.tables.map((table) => ({ text: `\n${printTable(table)}` })),
  ]
}

function printImports(
  { ops, networks, procedures, hyperparameters, hasState, handsStateOn }: Plan,
  weights: readonly string[],
): readonly Lines[] {
  const all = [...networks.map(({ planned }) => planned), ...procedures.values()]
  const types = all.flatMap(({ inputs, outputs }) => [...inputs, ...outputs]).map(({ value }) => typeOf(value.signal))
  const numbers = hyperparameters.numbers.map(({ name }) => name)
  const operations = all.flatMap(({ steps }) => steps).flatMap(operationsIn)
  const names = [
    ...(all.some(({ usesContext }) => usesContext) ? ['type StepContext'] : []),
    'type WeightSpecs',
    'type WeightsOf',
    ...types.filter((type) => type !== 'number' && type !== 'tf.Tensor').map((type) => `type ${type}`),
    ...(hasState ? ['type StateTree'] : []),
    ...(handsStateOn ? ['withState'] : []),
    ...operations,
    ...weights,
  ]
  return [
    { text: "import type * as tf from '@tensorflow/tfjs'" },
    { text: printEngineImport(names) },
    ...(numbers.length ? [{ text: printHyperparameterImport(numbers) }] : []),
    ...[...ops.values()].map(({ path, exported, local }) => ({
      text: `import { ${exported === local ? local : `${exported} as ${local}`} } from './${projectPathOf(path)}'`,
    })),
  ]
}

function operationsIn(step: Step): readonly string[] {
  if (step.step === 'loop') return step.body.flatMap(operationsIn)
  const name = step.step === 'operation' ? engineOperations[step.target] : undefined
  return name === undefined ? [] : [name]
}

function printTable({ name, columns }: PlannedTable): string {
  const count = Math.max(...columns.map((column) => valuesOf(column).length))
  const rows = Array.from({ length: count }, (_, row) =>
    columns.length > 1
      ? printMembers(columns.map((column) => `${printKey(column.name)}: ${printJson(valuesOf(column)[row] ?? null)}`))
      : printJson(valuesOf(columns[0])[row] ?? null),
  )
  const oneLine = `const ${name} = [${rows.join(', ')}] as const`
  const comment = '/** Equal steps, in order: the places of their weights, and what else differs between them. */'
  if (oneLine.length <= lineWidth) return `${comment}\n${oneLine}`
  return `${comment}\nconst ${name} = [\n${rows.map((row) => `  ${row},\n`).join('')}] as const`
}

function valuesOf(column: PlannedTable['columns'][number] | undefined): readonly Json[] {
  if (column === undefined) return []
  return 'places' in column ? column.places : column.values
}

function functionStart(head: FunctionHead): string {
  const { name, inputs, locals, params, outputs, own, usesWeights, usesContext, givesState } = head
  const given = inputs.map(({ property }, place) => printProperty(property, locals[place] ?? property))
  const types = inputs.map(({ property, value }) => `${printKey(property)}: ${typeOf(value.signal)}`)
  const settings = Object.entries(mapValues(params, typeOfValues)).map(([key, type]) => `${key}: ${type}`)
  const parameters = [
    ...(inputs.length ? [`${printMembers(given)}: ${printType(types)}`] : []),
    ...(usesWeights ? [`weights: ${own === '' ? 'Weights' : typeAt(own)}`] : []),
    ...(settings.length
      ? [
          `${printMembers(Object.keys(params).map((key) => printProperty(printKey(key), head.settings.get(key) ?? key)))}: ${printType(settings)}`,
        ]
      : []),
    ...(usesContext ? ['context: StepContext'] : []),
  ]
  const results = outputs.map(({ port, value }) => `${printKey(port)}: ${typeOf(value.signal)}`)
  if (givesState) results.push('state: StateTree')
  const comment = printComment(commentOf(head))
  const oneLine = `export function ${name}(${parameters.join(', ')}): ${printType(results)} {`
  if (oneLine.length <= lineWidth) return `${comment}\n${oneLine}`
  const listed = parameters.map((parameter) => `  ${broken(parameter)},\n`).join('')
  return `${comment}\nexport function ${name}(\n${listed}): ${printType(results)} {`
}

/** A parameter with many members, on several lines. */
function broken(parameter: string): string {
  if (parameter.length + 3 <= lineWidth) return parameter
  const [names = '', types = ''] = parameter.split(': { ')
  return `${names}: {\n    ${types.replace(/ \}$/, '').replaceAll('; ', '\n    ')}\n  }`
}

/** `Weights['encoder']` */
const typeAt = (own: string): string =>
  `Weights${own
    .split('/')
    .map((part) => `[${printString(part)}]`)
    .join('')}`

function typeOfValues(values: readonly Json[]): string {
  const [first] = values
  if (typeof first === 'string') return [...new Set(values.map((value) => printJson(value)))].join(' | ')
  if (typeof first === 'number' || typeof first === 'boolean') return typeof first
  if (first !== undefined && isArray(first)) return `readonly ${typeOfValues([first[0] ?? 0])}[]`
  return 'object'
}

const printType = (members: readonly string[]): string => (members.length ? `{ ${members.join('; ')} }` : 'object')

/** Text wrapped to the line width. */
function wrapped(text: string): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && `${last} ${word}`.length <= lineWidth - 3) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

function commentOf({ summary, inputs, outputs }: FunctionHead): readonly string[] {
  const takes = inputs.map(({ property, value }) => `${property} ${describeValue(value.signal)}`.trim())
  const gives = outputs.map(({ port, value }) => `${port} ${describeValue(value.signal)}`.trim())
  const shapes = [takes.join(', '), gives.join(', ')].filter(Boolean).join(' → ')
  const [only] = summary
  const oneLine = `${only}: ${shapes}`
  const ended = summary.map((line) => (/[.:!?]$/.test(line) ? line : `${line}.`))
  if (summary.length === 1 && ended[0] !== only && oneLine.length < lineWidth - 7) return [oneLine]
  const isLong = shapes.length > lineWidth - 3
  return [...ended, ...(isLong ? [takes.join(', '), `→ ${gives.join(', ')}`] : [shapes])].flatMap(wrapped)
}
