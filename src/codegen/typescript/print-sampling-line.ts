// Prints sampling-line.ts for autoregressive models: the ops of `sample` as a flat sequence, so that drawing element by
// element does not recompute everything for each one.
import { findProcedure } from '../../compiler/program/program.ts'
import { samplingLine } from '../../compiler/readings/sampling-line.ts'
import { projectPathOf } from '../carried/carried-files.ts'
import { Names } from '../plan/names.ts'
import { findOp, type Sources } from '../plan/op-source.ts'
import { Page, type ProjectFile } from '../plan/page.ts'
import type { Plan } from '../plan/plan.ts'
import { printJson, printMembers, printProperty } from './literals.ts'
import { printEngineImport } from './print-import.ts'
import { reservedWords } from './reserved-words.ts'

/** `undefined` for a model that is sampled in one pass, or has an op that must be evaluated all at once. */
export function printSamplingLine({ program }: Plan, sources: Sources): ProjectFile | undefined {
  const procedure = findProcedure(program, 'sample')
  const line = procedure && samplingLine(program, procedure)
  if (!line?.steps.every(({ isIncremental }) => isIncremental)) return undefined
  const names = new Names(reservedWords)
  names.take('samplingLine')
  const ops = new Map(
    line.steps.map(({ kind }) => {
      const { path, exported } = findOp(kind, sources)
      return [kind, { path, exported }] as const
    }),
  )
  const page = new Page()
  page.add(
    '// How the elements drawn so far give the likelihood of the next, op by op, so that nothing is computed twice.',
  )
  page.add('// Each step reads values computed above it; shapes are those of one example.')
  const locals = new Map<string, string>()
  for (const [kind, { path, exported }] of [...ops].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const local = names.take(exported, `${exported}Op`)
    locals.set(kind, local)
    const imported = local === exported ? exported : `${exported} as ${local}`
    page.add(`import { ${imported} } from './${projectPathOf(path)}'`)
  }
  page.add(printEngineImport(['type SamplingLine']))
  page.add('')
  page.add('export const samplingLine: SamplingLine = {')
  page.add(`  observed: ${printJson(line.observed)},`)
  page.add(`  shape: ${printJson(line.shape)},`)
  page.add('  steps: [')
  for (const { kind, node, inputs, weights, params, output, shape } of line.steps) {
    const members = [
      printProperty('op', locals.get(kind) ?? ''),
      ...Object.entries({ inputs, weights, params, output, shape }).map(
        ([key, value]) => `${key}: ${printJson(value)}`,
      ),
    ]
    const oneLine = `    ${printMembers(members)},`
    if (oneLine.length <= 120) page.add(oneLine, node)
    else {
      page.add('    {', node)
      for (const member of members) page.add(`      ${member},`, node)
      page.add('    },', node)
    }
  }
  page.add('  ],')
  page.add(`  likelihood: ${printJson(line.likelihood)},`)
  page.add(`  stream: ${printJson(line.stream)},`)
  page.add('}')
  return page.toFile('sampling-line.ts')
}
