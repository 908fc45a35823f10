// What people call the classes of a dataset: of a subset of the digits, the digits' own numbers.
import type { DatasetFacts } from './dataset-catalogue.ts'

export const classNames = ({
  classes,
  classNames: given,
}: Pick<DatasetFacts, 'classes' | 'classNames'>): readonly string[] =>
  given ?? Array.from({ length: classes }, (_, label) => String(label))
