// What the nodes of drawn data have in common: a choice among the datasets that are known, and a field for each parameter that
// these can be given, shown where the one that is chosen has it.
import { datasetAddress } from '../../src/engine/data/address-of.ts'
import type { DatasetFacts, DatasetParameter, KnownDatasets } from '../../src/engine/data/dataset-catalogue.ts'
import type { DataColumns } from '../../src/graph/definition.ts'
import { type Condition, choice, type Field, integer, real } from '../../src/graph/fields.ts'

/** The help text of a parameter. */
export interface ParameterWords {
  readonly title: string
  readonly help: string
}

export interface DrawnDataOptions {
  /** For one example. */
  readonly shape: readonly number[]
  /** Of the choice. */
  readonly help: string
  readonly words: ReadonlyMap<string, ParameterWords>
}

export interface DrawnData {
  readonly titles: readonly string[]
  readonly fields: {
    readonly distribution: Field<string>
    readonly [parameter: string]: Field<string> | Field<number>
  }
  data(params: Readonly<Record<string, string | number>>): DataColumns
}

/** @throws Error where no such data are known. */
export function drawnData(datasets: KnownDatasets, { shape, help, words }: DrawnDataOptions): DrawnData {
  const known = datasets.ids
    .map((id) => [id, datasets.facts(id)] as const)
    .filter(([, facts]) => facts.file === undefined && facts.shape.join() === shape.join())
  const [first] = known
  if (!first) throw new Error(`No data are drawn of shape ${shape.join(' × ')}; known: ${datasets.ids.join(', ')}`)
  const choices = known.map(([value, { title }]) => ({ value, title }))
  return {
    titles: known.map(([, { title }]) => title),
    fields: {
      distribution: choice({ title: 'Distribution', help, initial: first[0], choices }),
      ...parameterFields(known, words),
    },
    data({ distribution, ...given }) {
      const id = String(distribution)
      const numbers = Object.entries(given).filter((entry): entry is [string, number] => typeof entry[1] === 'number')
      const dataset = datasetAddress(id, datasets.facts(id).parameters, Object.fromEntries(numbers))
      return { dataset, columns: { x: 'example' }, options: {} }
    },
  }
}

type Known = readonly (readonly [id: string, facts: DatasetFacts])[]

/** In the order in which datasets name them, with the range and the first value that the first of them gives. */
function parameterFields(known: Known, words: DrawnDataOptions['words']): Readonly<Record<string, Field<number>>> {
  const names = new Set(known.flatMap(([, { parameters }]) => Object.keys(parameters)))
  const fields = [...names].flatMap((name) => {
    const owners = known.filter(([, { parameters }]) => Object.hasOwn(parameters, name))
    const parameter = owners[0]?.[1].parameters[name]
    if (!parameter || !('min' in parameter)) return []
    const when = owners.length < known.length ? shownFor(owners.map(([id]) => id)) : undefined
    return [[name, numberField(parameter, words.get(name) ?? wordsFor(name), when)] as const]
  })
  return Object.fromEntries(fields)
}

function shownFor([is = '', ...or]: readonly string[]): Condition {
  return { field: 'distribution', is, ...(or.length > 0 && { or }) }
}

const wordsFor = (name: string): ParameterWords => ({ title: name, help: `The parameter ${name} of the data.` })

function numberField(
  { initial, min, max, whole }: Extract<DatasetParameter, { min: number }>,
  { title, help }: ParameterWords,
  when: Condition | undefined,
): Field<number> {
  return (whole ? integer : real)({ title, help, initial, min, max, ...(when && { when }) })
}
