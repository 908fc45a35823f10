// Prints hyperparameters.ts: the numbers that a run is trained with, in one place where a reader changes them.
import { type Program, phaseName } from '../../compiler/program/program.ts'
import type { PhaseNames } from '../plan/hyperparameters.ts'
import { Page, type ProjectFile } from '../plan/page.ts'
import type { Plan } from '../plan/plan.ts'
import { printComment, printJson, printKey, printMembers, printProperty, printString } from './literals.ts'
import { printImport } from './print-import.ts'

const lineWidth = 120

export function printHyperparameters({ program, hyperparameters }: Plan): ProjectFile {
  const { seed, batchSize, budget, schedule } = program.training
  const page = new Page()
  page.add('// What the model is trained with. To change it, edit this file; the layers are in model.ts.')
  page.add('')
  page.add('/** Of the random numbers, unless --seed gives another. */')
  page.add(`export const seed = ${seed}`)
  page.add('/** Examples in each update. */')
  page.add(`export const batchSize = ${batchSize}`)
  page.add('/** How long to train, unless --steps is given. */')
  page.add(`export const ${budget.unit} = ${budget.amount}`)
  if (schedule) {
    page.add("/** How learning rates fall over the whole training: 'linear', 'cosine' or 'stable-decay'. */")
    page.add(`export const schedule = ${printString(schedule)}`)
  }
  for (const phase of hyperparameters.phases) printPhase(page, phase, program)
  for (const { name, node, value, setting } of hyperparameters.numbers) {
    page.add('', node)
    page.add(printComment([`The setting ${setting} of the objective ${node}.`]), node)
    page.add(`export const ${name} = ${printJson(value)}`, node)
  }
  return page.toFile('hyperparameters.ts')
}

function printPhase(page: Page, { phase, learningRate, optimiser, updates }: PhaseNames, { phases }: Program): void {
  const { node, optimiser: settings, repeats } = phase
  const whose = phases.length > 1 ? ` of ${phaseName(phase)}` : ''
  page.add('', node)
  page.add(printComment([`Step size of the updates${whose}.`]), node)
  page.add(`export const ${learningRate} = ${printJson(settings.learningRate)}`, node)
  const members = Object.entries(settings).map(([key, value]) =>
    key === 'learningRate' ? printProperty(key, learningRate) : `${printKey(key)}: ${printJson(value)}`,
  )
  const oneLine = `export const ${optimiser} = ${printMembers(members)} as const`
  const listed = members.map((member) => `  ${member},\n`).join('')
  page.add(oneLine.length <= lineWidth ? oneLine : `export const ${optimiser} = {\n${listed}} as const`, node)
  if (updates === undefined) return
  page.add('/** Updates in each step, each on its own batch. */', node)
  page.add(`export const ${updates} = ${repeats}`, node)
}

/** An import of some of them. */
export const printHyperparameterImport = (names: readonly string[]): string =>
  printImport(names, './hyperparameters.ts')
