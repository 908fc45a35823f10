// Prints model.ts: the weights, a function for each node that stands for several layers, a function for each procedure.
import type { ParameterSpec } from '../../compiler/program/program.ts'
import { projectPathOf } from '../carried/carried-files.ts'
import {
  printComment,
  printJson,
  printKey,
  printMembers,
  printProperty,
  printString,
  printWords,
} from '../plan/literals.ts'
import { Page, type ProjectFile } from '../plan/page.ts'
import { isObjective, objectiveNode, type Plan, type PlannedFunction, type PlannedProcedure } from '../plan/plan.ts'
import { openScope, takeInput } from '../plan/scope.ts'
import { printChain } from './chained-state.ts'
import { printBody } from './print-body.ts'
import { splitParameter } from './print-call.ts'
import { printEngineImport } from './print-import.ts'
import { describeValue, typeOf } from './print-signal.ts'

export function printModel(plan: Plan): ProjectFile {
  const page = new Page()
  const { program } = plan
  page.add(`// ${printWords(program.title) || 'Untitled'}: the model. ${printWords(program.density.sentence)}`)
  page.add('// Shapes stand in comments; the first dimension is the batch. Losses and log-probabilities are in nats.')
  printImports(page, plan)
  printParameters(page, program.parameters, plan.hasState)
  if (plan.chain !== undefined) printChain(page, plan.chain)
  for (const one of program.functions) {
    const planned = plan.functions.get(one.name)
    if (planned) printFunction(page, plan, planned, one.title, one.node)
  }
  for (const planned of plan.procedures.values()) {
    const { name, summary } = planned.procedure
    const owner = isObjective(name) ? objectiveNode(name) : null
    printFunction(page, plan, planned, summary, owner)
  }
  return page.toFile('model.ts')
}

function printImports(page: Page, { ops, functions, procedures, hasState }: Plan): void {
  const all = [...functions.values(), ...procedures.values()]
  const values = all.flatMap(({ inputs, outputs }) => [...inputs, ...outputs]).map(({ value }) => typeOf(value.signal))
  const mathTypes = [...new Set(values)].filter((type) => type !== 'number' && type !== 'tf.Tensor')
  const opTypes = [...mathTypes, ...(hasState ? ['StateUpdate'] : [])].sort()
  const intrinsics = [...ops].filter(([, { isIntrinsic }]) => isIntrinsic)
  page.add("import type * as tf from '@tensorflow/tfjs'")
  const usesContext = all.some((one) => one.usesContext)
  page.add(
    printEngineImport([
      ...(usesContext ? ['type StepContext'] : []),
      'type WeightSpecs',
      'type WeightsOf',
      ...(intrinsics.length ? ['intrinsics'] : []),
      ...opTypes.map((type) => `type ${type}`),
    ]),
  )
  for (const { path, exported, local, isIntrinsic } of ops.values()) {
    const name = exported === local ? local : `${exported} as ${local}`
    if (!isIntrinsic) page.add(`import { ${name} } from './${projectPathOf(path)}'`)
  }
  if (intrinsics.length === 0) return
  page.add('')
  page.add('const {')
  for (const [kind, { local }] of intrinsics) page.add(`  ${printString(kind)}: ${local},`)
  page.add('} = intrinsics')
}

function printParameters(page: Page, parameters: readonly ParameterSpec[], hasState: boolean): void {
  const groups = new Map<string, ParameterSpec[]>()
  for (const spec of parameters) {
    const { group } = splitParameter(spec.name)
    groups.set(group, [...(groups.get(group) ?? []), spec])
  }
  const size = ({ shape }: ParameterSpec) => shape.reduce((product, extent) => product * extent, 1)
  const total = parameters.filter(({ trainable }) => trainable).reduce((sum, spec) => sum + size(spec), 0)
  page.add('')
  page.add(
    `/** The weights, by the call that uses them: ${total.toLocaleString('en')} trained numbers. Their initial values depend on the seed. */`,
  )
  page.add('export const parameters = {')
  for (const [group, specs] of groups) {
    const node = specs[0]?.node ?? null
    if (specs.some(({ frozen }) => frozen)) page.add('  // Frozen: not trained.', node)
    page.add(`  ${printKey(group)}: {`, node)
    for (const { name, shape, initialiser, trainable } of specs) {
      const moved = trainable ? '' : ' // state, moved by the layer itself'
      const spec = printJson({ shape, initialiser: { ...initialiser } }, '    ')
      page.add(`    ${printKey(splitParameter(name).key)}: ${spec},${moved}`, node)
    }
    page.add('  },', node)
  }
  page.add('} as const satisfies WeightSpecs')
  page.add('')
  page.add('export type Weights = WeightsOf<typeof parameters>')
  if (!hasState) return
  page.add('')
  page.add('/** New values of state after a step in training, by call. */')
  page.add('export type StateUpdates = Readonly<Record<string, StateUpdate | undefined>>')
}

function printFunction(
  page: Page,
  plan: Plan,
  planned: PlannedFunction | PlannedProcedure,
  summary: string,
  owner: string | null,
): void {
  const { name, inputs, outputs, usesWeights, usesContext, givesState } = planned
  const scope = openScope(plan)
  page.add('')
  page.add(printComment(commentOf(planned, summary)), owner)
  const locals = inputs.map(({ property, value }) => printProperty(property, takeInput(scope, property, value)))
  const types = inputs.map(({ property, value }) => `${property}: ${typeOf(value.signal)}`)
  const parameters = [
    ...(inputs.length ? [`${printMembers(locals)}: ${printType(types)}`] : []),
    ...(usesWeights ? ['weights: Weights'] : []),
    ...(usesContext ? ['context: StepContext'] : []),
  ]
  const results = outputs.map(({ port, value }) => `${port}: ${typeOf(value.signal)}`)
  if (givesState) results.push('state: StateUpdates')
  const oneLine = `export function ${name}(${parameters.join(', ')}): ${printType(results)} {`
  if (oneLine.length <= 120) page.add(oneLine, owner)
  else {
    page.add(`export function ${name}(`, owner)
    for (const parameter of parameters) page.add(`  ${parameter},`, owner)
    page.add(`): ${printType(results)} {`, owner)
  }
  printBody(page, plan, planned, scope, owner)
  page.add('}', owner)
}

const printType = (members: readonly string[]): string => (members.length ? `{ ${members.join('; ')} }` : 'object')

function commentOf(planned: PlannedFunction | PlannedProcedure, summary: string): readonly string[] {
  const takes = planned.inputs.map(({ property, value }) => `${property} ${describeValue(value.signal)}`.trim())
  const gives = planned.outputs.map(({ port, value }) => `${port} ${describeValue(value.signal)}`)
  const shapes = `${[takes.join(', '), gives.join(', ')].filter(Boolean).join(' → ')}`
  if (!('procedure' in planned)) return [`${summary}: ${shapes}`]
  const used = new Set(planned.inputs.map(({ value }) => value.name))
  const meanings = planned.procedure.inputs.flatMap(({ name, source }) =>
    source.from === 'caller' && used.has(name) ? [`${name}: ${source.meaning}`] : [],
  )
  return [summary, ...meanings, shapes]
}
