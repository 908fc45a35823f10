// Prints train.ts: the phases of a training step and the budget, which the engine trains by.
import {
  columnsRead,
  findProcedure,
  mainData,
  type Phase,
  type Program,
  phaseName,
} from '../../compiler/program/program.ts'
import { Page, type ProjectFile } from '../plan/page.ts'
import type { Plan, PlannedProcedure } from '../plan/plan.ts'
import { printJson, printMembers, printString } from './literals.ts'
import { printImport, printNodeImport } from './print-import.ts'

export function printTrain(plan: Plan): ProjectFile {
  const { program } = plan
  const phases = program.phases.map((phase) => {
    const planned = plan.procedures.get(phase.procedure)
    if (!planned) throw new Error(`The phase of "${phase.node}" has no procedure ${phase.procedure}.`)
    return { phase, planned }
  })
  const { seed, budget, schedule } = program.training
  const page = new Page()
  page.add('// Trains the model and evaluates it on the test split. README.md lists the options.')
  page.add(printImport(['batchSize', 'loadData'], './data.ts'))
  page.add(printNodeImport(['trainProject']))
  page.add(printImport([...phases.map(({ planned }) => planned.name), 'parameters'], './model.ts'))
  page.add('')
  page.add('await trainProject({')
  page.add('  parameters,')
  page.add('  loadData,')
  page.add('  batchSize,')
  page.add(`  seed: ${seed},`)
  page.add(`  budget: ${printJson({ ...budget })},`)
  if (schedule) page.add(`  schedule: ${printString(schedule)},`)
  page.add('  // The phases of a training step, in order.')
  page.add('  phases: [')
  const others = otherData(program)
  for (const { phase, planned } of phases) printPhase(page, phase, planned, others.get(phaseName(phase)))
  page.add('  ],')
  page.add('})')
  return page.toFile('train.ts')
}

function printPhase(page: Page, phase: Phase, planned: PlannedProcedure, evaluatedOver: string | undefined): void {
  const { node, optimiser, trains, repeats } = phase
  const { name, usesWeights, usesContext } = planned
  const inputs = printInputs(planned)
  const given = [inputs ?? [], usesWeights ? 'weights' : [], usesContext ? 'context' : []].flat()
  const taken = parametersUpToLast([
    ['batch', inputs !== undefined],
    ['weights', usesWeights],
    ['context', usesContext],
  ])
  page.add('    {', node)
  page.add(`      name: ${printString(phaseName(phase))},`, node)
  if (repeats > 1) page.add(`      repeats: ${repeats},`, node)
  page.add(`      optimiser: ${printJson({ ...optimiser }, '      ')},`, node)
  page.add('      trains: [', node)
  for (const parameter of trains) page.add(`        ${printString(parameter)},`, node)
  page.add('      ],', node)
  page.add(`      objective: (${taken.join(', ')}) => ${name}(${given.join(', ')}),`, node)
  if (evaluatedOver !== undefined) page.add(`      evaluatedOver: ${printString(evaluatedOver)},`, node)
  page.add('    },', node)
}

/** Names of parameters up to the last one in use; unused ones have an underscore. */
function parametersUpToLast(parameters: readonly (readonly [name: string, isUsed: boolean])[]): string[] {
  const last = parameters.findLastIndex(([, isUsed]) => isUsed)
  return parameters.slice(0, last + 1).map(([name, isUsed]) => (isUsed ? name : `_${name}`))
}

/** The columns of the batch; a count is the size of the batch. `undefined` for an objective that takes neither. */
function printInputs({ inputs }: PlannedProcedure): string | undefined {
  const counts = inputs.filter(({ value }) => value.signal.signal === 'count')
  if (counts.length === 0) return inputs.length ? 'batch' : undefined
  const columns = inputs.length > counts.length ? ['...batch'] : []
  return printMembers([...columns, ...counts.map(({ property }) => `${property}: batch.size`)])
}

/** As in the runtime: over the main data, or over the first data that a phase reads if it does not read those. */
function otherData(program: Program): ReadonlyMap<string, string> {
  const main = mainData(program)?.node
  return new Map(
    program.phases.flatMap((phase) => {
      const procedure = findProcedure(program, phase.procedure)
      const read = procedure ? columnsRead(procedure).map(({ node }) => node) : []
      const [first] = read
      return first === undefined || read.some((node) => node === main) ? [] : [[phaseName(phase), first] as const]
    }),
  )
}
