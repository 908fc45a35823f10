// The address of a dataset: its id and the parameters that differ from their initial values, as in 'digits?size=14'.
import type { DatasetParameter, DatasetParameters } from './dataset-catalogue.ts'

/**
 * The address of a dataset: equal datasets have equal addresses.
 * @param known the dataset's parameters, as its facts say.
 * @param given values of them; those left out keep their first values.
 */
export function datasetAddress(
  id: string,
  known: Readonly<Record<string, DatasetParameter>>,
  given: DatasetParameters,
): string {
  const told = Object.entries(known).flatMap(([key, { initial }]) => {
    const value = Object.hasOwn(given, key) ? given[key] : undefined
    return value === undefined || String(value) === String(initial) ? [] : [`${key}=${String(value)}`]
  })
  return told.length ? `${id}?${told.join('&')}` : id
}
