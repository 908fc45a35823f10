// Which labels the samples of a run can be given, and how the page words what is chosen.
import { conditionsOf, findProcedure, type Program } from '../../compiler/program/program.ts'
import { classNames } from '../../engine/data/class-names.ts'
import type { KnownDatasets } from '../../engine/data/dataset-catalogue.ts'
import type { SampleRequest } from '../../protocol/messages.ts'

export type GivenLabels = NonNullable<SampleRequest['labels']>

/** Empty for a model whose samples are given no label. */
export function sampleLabels(program: Program | null, datasets: KnownDatasets): readonly string[] {
  const sample = program ? findProcedure(program, 'sample') : undefined
  const label = sample && conditionsOf(sample).find(({ column }) => column === 'label')
  const data = program?.data.find(({ node }) => node === label?.node)
  return data ? classNames(datasets.facts(data.dataset)) : []
}

const drawn = 'drawn from the data'
const every = 'as many of each'

export const labelChoices = (
  labels: readonly string[],
): readonly { readonly value: string; readonly title: string }[] => [
  { value: '', title: drawn },
  { value: 'all', title: every },
  ...labels.map((label) => ({ value: `label=${label}`, title: label })),
]

/** What a choice asks for; nothing where labels are drawn. */
export function chosenLabels(choice: string): GivenLabels | undefined {
  if (choice === 'all') return 'all'
  return choice.startsWith('label=') ? [choice.slice('label='.length)] : undefined
}

/** The labels, where samples of this model can be given them. */
export function fittingLabels(
  program: Program | null,
  labels: GivenLabels | null,
  datasets: KnownDatasets,
): GivenLabels | undefined {
  const known = sampleLabels(program, datasets)
  if (labels === null || known.length === 0) return undefined
  return labels === 'all' || labels.every((label) => known.includes(label)) ? labels : undefined
}

/** The choice that stands for these labels. */
export const choiceOf = (labels: GivenLabels | undefined): string =>
  labels === undefined || labels === 'all' ? (labels ?? '') : `label=${labels[0] ?? ''}`
