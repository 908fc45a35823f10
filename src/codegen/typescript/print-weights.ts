// The tree of weights with their initial values.
import type { ParameterSpec } from '../../compiler/program/program.ts'
import type { Initialiser } from '../../graph/definition.ts'
import type { Json } from '../../graph/json.ts'
import type { Names } from '../plan/names.ts'
import type { Lines } from '../plan/printer.ts'
import { stateOf } from '../simplify/draft-of.ts'
import { printJson, printKey, printMembers } from './literals.ts'

const lineWidth = 120

interface Group {
  readonly members: Map<string, Group | ParameterSpec>
}

export interface PrintedWeights {
  readonly lines: readonly Lines[]
  /** Names imported from the engine. */
  readonly imports: readonly string[]
}

/** @throws {Error} if a name refers both to a weight and to a group of weights. */
export function printWeights(parameters: readonly ParameterSpec[], names: Names): PrintedWeights {
  const tree: Group = { members: new Map() }
  for (const spec of parameters) place(tree, spec.name.split('/'), spec)
  const imports = new Set<string>()
  const orders = new Map<string, string>()
  const begin = beginnings(imports, orders, names)
  const top = [...tree.members].map(([name, member]) => ({ name, member, lines: printTree(name, member, begin) }))
  const { constants, constantOf } = sharedTrees(top, names)
  const size = ({ shape }: ParameterSpec) => shape.reduce((product, extent) => product * extent, 1)
  const total = parameters
    .filter(({ trainable, frozen }) => trainable && !frozen)
    .reduce((sum, spec) => sum + size(spec), 0)
  const lines: Lines[] = [
    ...[...orders].map(([text, name]) => ({ text: `\nconst ${name} = ${text} as const` })),
    ...constants,
    {
      text: `\n${stateComment(parameters).startsWith(' ') ? '/**' : '/**\n *'} The weights: ${total.toLocaleString('en')} trainable parameters. Their initial values depend on the seed.${stateComment(parameters)}\nexport const parameters = {`,
    },
  ]
  for (const { name, member, lines: printed } of top) {
    const specs = specsIn(member)
    const node = specs[0]?.node ?? null
    if (specs.some(({ frozen }) => frozen)) lines.push({ text: '  // Frozen: not trained.', node })
    const constant = constantOf(name)
    const text =
      constant === undefined ? printed.map((line) => `  ${line}`).join('\n') : `  ${printKey(name)}: ${constant},`
    lines.push({ text, node })
  }
  lines.push({ text: '} as const satisfies WeightSpecs\n\nexport type Weights = WeightsOf<typeof parameters>' })
  return { lines, imports: [...imports] }
}

function place({ members }: Group, [key = '', ...rest]: readonly string[], spec: ParameterSpec): void {
  const known = members.get(key)
  if (rest.length === 0) {
    if (known) throw new Error(`"${spec.name}" is the name both of a weight and of a group.`)
    members.set(key, spec)
    return
  }
  if (known && !('members' in known)) throw new Error(`"${known.name}" is the name both of a weight and of a group.`)
  const group = known ?? { members: new Map<string, Group | ParameterSpec>() }
  members.set(key, group)
  place(group, rest, spec)
}

const specsIn = (member: Group | ParameterSpec): readonly ParameterSpec[] =>
  'members' in member ? [...member.members.values()].flatMap(specsIn) : [member]

type Begin = (spec: ParameterSpec) => string

/** On one line if it fits. */
function printTree(name: string, member: Group | ParameterSpec, begin: Begin): readonly string[] {
  if (!('members' in member)) return [`${printKey(name)}: ${begin(member)},`]
  const oneLine = `${printKey(name)}: ${printShort(member, begin)},`
  const isFlat = [...member.members.values()].every((inner) => !('members' in inner))
  if (isFlat && oneLine.length <= lineWidth - 4) return [oneLine]
  const inner = [...member.members].flatMap(([key, one]) => printTree(key, one, begin))
  return [`${printKey(name)}: {`, ...inner.map((line) => `  ${line}`), '},']
}

const printShort = (member: Group | ParameterSpec, begin: Begin): string =>
  'members' in member
    ? printMembers([...member.members].map(([key, inner]) => `${printKey(key)}: ${printShort(inner, begin)}`))
    : begin(member)

/** Lists what ops update themselves. */
function stateComment(parameters: readonly ParameterSpec[]): string {
  const moved = [...stateOf(parameters)].map((name) => name.split('/').at(-1) ?? name)
  return moved.length ? `\n * State that the layers themselves update: ${[...new Set(moved)].join(', ')}.\n */` : ' */'
}

interface Top {
  readonly name: string
  readonly member: Group | ParameterSpec
  readonly lines: readonly string[]
}

/** Initial values shared by several nodes are printed once. */
function sharedTrees(top: readonly Top[], names: Names) {
  const alike = new Map<string, Top[]>()
  for (const one of top) {
    const text = textOf(one)
    alike.set(text, [...(alike.get(text) ?? []), one])
  }
  const constants: Lines[] = []
  const constantOf = new Map<string, string>()
  for (const [text, group] of alike) {
    const [first] = group
    if (!first || group.length < 2 || group.length * first.lines.length < group.length + first.lines.length + 1)
      continue
    const stem = first.name.replace(/\d+$/, '')
    const constant = names.take(`${/^[A-Za-z]\w*$/.test(stem) ? stem : 'shared'}Weights`)
    const specs = specsIn(first.member)
    constants.push({
      text: `\nconst ${constant} = ${text.replace(/,$/, '')} as const`,
      node: specs[0]?.node ?? null,
    })
    for (const { name } of group) constantOf.set(name, constant)
  }
  return { constants, constantOf: (name: string) => constantOf.get(name) }
}

const textOf = ({ name, lines }: Top): string => lines.join('\n').slice(printKey(name).length + 2)

/** The initial value of a weight, as a call of the engine. */
function beginnings(imports: Set<string>, orders: Map<string, string>, names: Names): Begin {
  const call = (callee: string, given: readonly Json[]) => {
    imports.add(callee)
    return `${callee}(${given.map((value) => printJson(value)).join(', ')})`
  }
  return ({ shape, initialiser }) => {
    switch (initialiser.initialiser) {
      case 'zeros':
      case 'ones':
        return call(initialiser.initialiser, [[...shape]])
      case 'fanInUniform':
        return call('fanInUniform', [[...shape], initialiser.fanIn])
      case 'constant':
        return call('constant', [[...shape], initialiser.value])
      case 'autoregressiveDegrees':
        return printDegrees(shape, initialiser, orders, names)
      default:
        return initialiser satisfies never
    }
  }
}

/** All layers of a masked network receive the description of the whole network, which is printed once. */
function printDegrees(
  shape: readonly number[],
  initialiser: Extract<Initialiser, { initialiser: 'autoregressiveDegrees' }>,
  orders: Map<string, string>,
  names: Names,
): string {
  const { layers, repeats, ...rest } = initialiser
  const common = printJson({ ...rest, hidden: [...rest.hidden], sequence: [...rest.sequence] })
  const order = orders.get(common) ?? names.take('order')
  orders.set(common, order)
  const shown = typeof layers === 'string' ? layers : [...layers]
  return printMembers([
    `shape: ${printJson([...shape])}`,
    `initialiser: ${printMembers([`...${order}`, `layers: ${printJson(shown)}`, `repeats: ${repeats}`])}`,
  ])
}
