// What people call the classes of a dataset: of a subset of the digits, the digits' own numbers.
import { isDatasetName, parseDatasetAddress } from './dataset-facts.ts'

export function classNames({ name, classes }: { readonly name: string; readonly classes: number }): readonly string[] {
  const [kind = ''] = name.split('?')
  const chosen = isDatasetName(kind) ? parseDatasetAddress(name).parameters.classes : undefined
  return Array.from({ length: classes }, (_, i) => String(typeof chosen === 'object' ? (chosen[i] ?? i) : i))
}
