// Which labels the samples of a run can be given, and how the page words what is chosen.
import { conditionsOf, findProcedure, type Program } from '../../compiler/program.ts'
import { classNames } from '../../graph/class-names.ts'

/** Empty for a model whose samples are given no label. */
export function sampleLabels(program: Program | null): readonly string[] {
  const sample = program ? findProcedure(program, 'sample') : undefined
  const label = sample && conditionsOf(sample).find(({ column }) => column === 'label')
  const signal = sample?.inputs.find(({ name }) => name === label?.name)?.signal
  const dataset = program?.data.find(({ node }) => node === label?.node)?.dataset
  if (dataset === undefined || signal?.signal !== 'tensor') return []
  return classNames({ name: dataset, classes: signal.shape[0] ?? 0 })
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
export function chosenLabels(choice: string): readonly string[] | 'all' | undefined {
  if (choice === 'all') return 'all'
  return choice.startsWith('label=') ? [choice.slice('label='.length)] : undefined
}
