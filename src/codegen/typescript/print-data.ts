// Prints data.ts: the datasets that the model reads, as batches of tensors.
import {
  type Column as ColumnName,
  columnsRead,
  type DataUse,
  mainData,
  type Procedure,
} from '../../compiler/program/program.ts'
import { identifier, Names } from '../plan/names.ts'
import { Page, type ProjectFile } from '../plan/page.ts'
import { isObjective, type Plan, type PlannedInput } from '../plan/plan.ts'
import { printJson, printMembers, printProperty, printString, printWords } from './literals.ts'
import { printHyperparameterImport } from './print-hyperparameters.ts'
import { printEngineImport } from './print-import.ts'
import { batchShape } from './print-signal.ts'
import { reservedWords } from './reserved-words.ts'

interface Column {
  readonly property: string
  readonly node: string
  readonly column: ColumnName
  readonly shape: readonly number[]
}

interface Source {
  readonly use: DataUse
  /** Of the dataset. */
  readonly name: string
  /** Of its batcher. */
  readonly batches: string
  /** Of a batch as arrays. */
  readonly rows: string
  readonly binarisation: string
}

/** What the file contains. */
interface Shown {
  readonly columns: readonly Column[]
  /** Columns that samples are conditioned on. */
  readonly conditions: readonly Column[]
  /** The main data, then others. */
  readonly sources: readonly [Source, ...Source[]]
}

/** @throws {Error} if no objective reads data. */
export function printData(plan: Plan): ProjectFile {
  const columns = columnsOf(plan)
  const conditions = conditionColumns(plan)
  const [first, ...others] = sourcesOf(plan, [...columns, ...conditions])
  if (!first) throw new Error('No objective of this model reads data, so there is nothing to train it on.')
  const shown: Shown = { columns, conditions, sources: [first, ...others] }
  const page = new Page()
  printImports(page, shown)
  page.add('')
  page.add('/** For evaluation. It determines which noise each example gets, so results depend on it. */')
  page.add('const evaluationBatchSize = 128')
  printTypes(page, shown)
  printLoading(page, shown)
  if ([...columns, ...conditions].some(({ column }) => column === 'label')) page.add(oneHot)
  return page.toFile('data.ts')
}

/** Names that the file itself uses. */
const taken =
  'Batch Data Dataset DeviceColumns GivenLabels batchSize columns conditionRows count createBatcher epochs evaluationBatch ' +
  'evaluationBatchSize evaluationBatches folder join labels loadData loadDataset loaded oneHot over path read readFile ' +
  'seed size start step'

function sourcesOf({ program }: Plan, columns: readonly Column[]): readonly Source[] {
  const names = new Names(reservedWords)
  for (const name of taken.split(' ')) names.take(name)
  const main = mainData(program)
  return program.data
    .filter(({ node }) => columns.some((column) => column.node === node))
    .sort((one, other) => Number(other === main) - Number(one === main))
    .map((use) => ({ use, name: names.take(identifier(use.node), `${identifier(use.node)}Data`) }))
    .map(
      ({ use, name }): Source => ({
        use,
        name,
        batches: names.take(`${name}Batches`, `${name}DataBatches`),
        rows: names.take(`${name}Rows`, `${name}DataRows`),
        binarisation: binarisationOf(use),
      }),
    )
}

function printImports(page: Page, { conditions, sources }: Shown): void {
  page.add('// The data as batches of tensors: which examples a step sees depends only on the seed and the step.')
  page.add("import { readFile } from 'node:fs/promises'")
  page.add("import { join } from 'node:path'")
  page.add("import * as tf from '@tensorflow/tfjs'")
  const batches = `evaluationBatch${sources.length > 1 ? '' : 'es'}`
  const given = conditions.length ? ['conditionRows', 'type GivenLabels'] : []
  page.add(printEngineImport(['createBatcher', 'type Dataset', 'type DeviceColumns', batches, 'loadDataset', ...given]))
  page.add(printHyperparameterImport(['batchSize']))
}

function printTypes(page: Page, { columns, conditions, sources }: Shown): void {
  page.add('')
  page.add('export type Batch = {')
  page.add('  readonly size: number')
  for (const { property, shape, node } of columns) {
    page.add(`  /** ${batchShape(shape)} */`, node)
    page.add(`  readonly ${property}: tf.Tensor`, node)
  }
  page.add('}')
  page.add('')
  page.add('export interface Data {')
  page.add('  /** The batch of a step, counted from 0. */')
  page.add('  trainingBatch(step: number): Batch')
  page.add('  /** A batch gathered from the data on the GPU, for steps that are recorded. */')
  page.add('  deviceBatch(columns: DeviceColumns): Batch')
  page.add('  /** The test split once, in order; the last batch may be smaller. The caller disposes of the tensors. */')
  const areSeveral = sources.length > 1
  if (areSeveral) page.add('  /** @param over the data node to pass over once; the others start again at their end. */')
  page.add(`  testBatches(${areSeveral ? 'over?: string' : ''}): Generator<Batch>`)
  if (conditions.length) {
    const given = conditions.map(({ property }) => `readonly ${property}: tf.Tensor`).join('; ')
    page.add(
      '  /** Conditions for samples: rows of the training split chosen by the seed, with these labels if given. */',
    )
    page.add(`  conditions(count: number, seed: number, labels?: GivenLabels): Promise<{ ${given} }>`)
  }
  page.add('  /** The number of training steps in `epochs` epochs. */')
  page.add('  stepsForEpochs(epochs: number): number')
  page.add('}')
}

function printLoading(page: Page, { columns, conditions, sources }: Shown): void {
  const [first, ...others] = sources
  page.add('')
  page.add('/** @param folder contains the folder "data" with the dataset files. */')
  page.add('export async function loadData(folder: string, seed: number): Promise<Data> {')
  page.add('  const read = (path: string) => readFile(join(folder, path))')
  page.add('  const loaded = new Map<string, Promise<Dataset>>()')
  for (const source of sources) printDataset(page, source)
  page.add('  return {')
  page.add('    trainingBatch(step) {')
  for (const { use, rows, batches } of sources) page.add(`      const ${rows} = ${batches}.batch(step)`, use.node)
  page.add(`      return ${printBatch(columns, sources, 'batchSize', '      ')}`)
  page.add('    },')
  page.add('    deviceBatch(columns) {')
  page.add(`      return ${printDeviceBatch(columns, sources)}`)
  page.add('    },')
  if (others.length) printSeveralTestBatches(page, columns, first, others)
  else printTestBatches(page, columns, first)
  if (conditions.length) printConditions(page, conditions, sources)
  page.add(`    stepsForEpochs: (epochs) => ${first.batches}.stepsForEpochs(epochs),`)
  page.add('  }')
  page.add('}')
}

function printDataset(page: Page, { use, name, batches, binarisation }: Source): void {
  const settings = [`dataset: ${name}`, 'batchSize', 'seed', `binarisation: ${printString(binarisation)}`]
  settings.push(`streamName: ${printString(`data/${use.node}`)}`)
  page.add(`  const ${name} = await loadDataset(${printString(use.dataset)}, read, loaded)`, use.node)
  page.add(`  const ${batches} = createBatcher({`, use.node)
  for (const setting of settings) page.add(`    ${setting},`, use.node)
  page.add('  })', use.node)
}

function printTestBatches(page: Page, columns: readonly Column[], source: Source): void {
  const { name, rows, binarisation } = source
  page.add('    *testBatches() {')
  page.add(
    `      for (const ${rows} of evaluationBatches(${name}.test, evaluationBatchSize, ${printString(binarisation)})) {`,
  )
  page.add(`        const size = ${rows}.labels.length`)
  page.add(`        yield ${printBatch(columns, [source], 'size', '        ')}`)
  page.add('      }')
  page.add('    },')
}

function printSeveralTestBatches(
  page: Page,
  columns: readonly Column[],
  first: Source,
  others: readonly Source[],
): void {
  const sources = [first, ...others]
  const chosen = others.map(({ use, name }) => `over === ${printString(use.node)} ? ${name} : `)
  page.add('    *testBatches(over) {')
  page.add(`      const { count } = (${chosen.join('')}${first.name}).test`)
  page.add('      for (let start = 0; start < count; start += evaluationBatchSize) {')
  page.add('        const size = Math.min(evaluationBatchSize, count - start)')
  for (const { name, rows, use, binarisation } of sources)
    page.add(
      `        const ${rows} = evaluationBatch(${name}.test, start, size, ${printString(binarisation)})`,
      use.node,
    )
  page.add(`        yield ${printBatch(columns, sources, 'size', '        ')}`)
  page.add('      }')
  page.add('    },')
}

const readColumns = (procedure: Procedure, inputs: readonly PlannedInput[]): Column[] =>
  columnsRead(procedure).flatMap(({ name, node, column }) => {
    const planned = inputs.find(({ value }) => value.name === name)
    const signal = planned?.value.signal
    return planned && signal?.signal === 'tensor'
      ? [{ property: planned.property, node, column, shape: signal.shape }]
      : []
  })

/** Inputs of `sample` besides a count. */
function conditionColumns({ procedures }: Plan): Column[] {
  const planned = procedures.get('sample')
  return planned ? readColumns(planned.procedure, planned.inputs) : []
}

function printConditions(page: Page, conditions: readonly Column[], sources: readonly Source[]): void {
  const given = sources.filter(({ use }) => conditions.some(({ node }) => node === use.node))
  const labelled = new Set(conditions.flatMap(({ node, column }) => (column === 'label' ? [node] : [])))
  page.add(`    async conditions(count, seed${labelled.size ? ', labels' : ''}) {`)
  for (const { name, rows, use, binarisation } of given) {
    const settings = [name === 'dataset' ? name : `dataset: ${name}`, `binarisation: ${printString(binarisation)}`]
    settings.push(`node: ${printString(use.node)}`, 'seed', 'count')
    if (labelled.has(use.node)) settings.push('labels')
    page.add(`      const ${rows} = conditionRows({ ${settings.join(', ')} })`, use.node)
  }
  page.add(`      return { ${conditions.map((column) => printColumn(column, sources, 'count')).join(', ')} }`)
  page.add('    },')
}

function columnsOf({ program, procedures }: Plan): Column[] {
  const columns = new Map<string, Column>()
  for (const { procedure, inputs } of procedures.values()) {
    if (!isObjective(procedure.name)) continue
    for (const column of readColumns(procedure, inputs)) columns.set(column.property, column)
  }
  for (const { node } of columns.values()) {
    if (!program.data.some((use) => use.node === node))
      throw new Error(`The Program does not list the data of "${node}".`)
  }
  return [...columns.values()]
}

function binarisationOf({ options }: DataUse): string {
  const { binarisation = 'none' } = options
  if (typeof binarisation === 'string') return binarisation
  throw new Error(`Binarisation is a name, received ${printWords(printJson(binarisation))}.`)
}

/** @param size the number of rows. */
function printBatch(
  columns: readonly Column[],
  sources: readonly Source[],
  size: 'size' | 'batchSize',
  indent: string,
): string {
  const members = columns.map((column) => printColumn(column, sources, size))
  return printColumns([printProperty('size', size), ...members], indent)
}

function printColumn({ property, node, column }: Column, sources: readonly Source[], size: string): string {
  const { name, rows } = sourceOf(sources, node)
  if (column === 'label') return `${property}: oneHot(${rows}.labels, ${name}.classes)`
  return `${property}: tf.tensor(${rows}.x, [${size}, ...${name}.shape])`
}

function printDeviceBatch(columns: readonly Column[], sources: readonly Source[]): string {
  const members = columns.map(({ property, node, column }) => {
    const taken = column === 'label' ? 'labels' : 'examples'
    return `${property}: columns.${taken}(${sourceOf(sources, node).batches})`
  })
  return printColumns([printProperty('size', 'batchSize'), ...members], '      ')
}

function sourceOf(sources: readonly Source[], node: string): Source {
  const found = sources.find(({ use }) => use.node === node)
  if (!found) throw new Error(`The Program does not list the data of "${node}".`)
  return found
}

const printColumns = (members: readonly string[], indent: string): string =>
  members.length <= 2
    ? printMembers(members)
    : `{\n${members.map((member) => `${indent}  ${member},\n`).join('')}${indent}}`

const oneHot = `
/** \`[batch, classes]\` */
function oneHot(labels: Uint8Array, classes: number): tf.Tensor {
  const rows = new Float32Array(labels.length * classes)
  for (const [row, label] of labels.entries()) rows[row * classes + label] = 1
  return tf.tensor(rows, [labels.length, classes])
}`
