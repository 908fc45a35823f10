// Prints train.ts: the phases of a training step and the budget, which the engine trains by. Their numbers are in
// hyperparameters.ts.
import { columnsRead, findProcedure, mainData, type Program, phaseName } from '../../compiler/program/program.ts'
import type { PhaseNames } from '../plan/hyperparameters.ts'
import { Page, type ProjectFile } from '../plan/page.ts'
import type { Plan, PlannedProcedure } from '../plan/plan.ts'
import { printMembers, printProperty, printString } from './literals.ts'
import { printHyperparameterImport } from './print-hyperparameters.ts'
import { printImport, printNodeImport } from './print-import.ts'

export function printTrain(plan: Plan): ProjectFile {
  const { program } = plan
  const phases = plan.hyperparameters.phases.map((names) => {
    const { procedure, node } = names.phase
    const planned = plan.procedures.get(procedure)
    if (!planned) throw new Error(`The phase of "${node}" has no procedure ${procedure}.`)
    return { names, planned }
  })
  const { budget, schedule } = program.training
  const page = new Page()
  page.add('// Trains the model and evaluates it on the test split. README.md lists the options.')
  page.add(printImport(['loadData'], './data.ts'))
  page.add(printNodeImport(['trainProject']))
  page.add(
    printHyperparameterImport([
      'seed',
      'batchSize',
      budget.unit,
      ...(schedule ? ['schedule'] : []),
      ...phases.flatMap(({ names: { optimiser, updates = [] } }) => [optimiser, updates].flat()),
    ]),
  )
  page.add(printImport([...phases.map(({ planned }) => planned.name), 'parameters'], './model.ts'))
  page.add('')
  page.add('await trainProject({')
  page.add('  parameters,')
  page.add('  loadData,')
  page.add('  batchSize,')
  page.add('  seed,')
  page.add(`  budget: { unit: ${printString(budget.unit)}, amount: ${budget.unit} },`)
  if (schedule) page.add('  schedule,')
  page.add('  // The phases of a training step, in order.')
  page.add('  phases: [')
  const others = otherData(program)
  for (const { names, planned } of phases) printPhase(page, names, planned, others.get(phaseName(names.phase)))
  page.add('  ],')
  page.add('})')
  return page.toFile('train.ts')
}

function printPhase(
  page: Page,
  { phase, optimiser, updates }: PhaseNames,
  planned: PlannedProcedure,
  evaluatedOver: string | undefined,
): void {
  const { node, trains } = phase
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
  if (updates !== undefined) page.add(`      repeats: ${updates},`, node)
  page.add(`      ${printProperty('optimiser', optimiser)},`, node)
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
