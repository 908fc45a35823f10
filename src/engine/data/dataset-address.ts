// The built-in datasets by name, and the parameters given in an address.

import type { DatasetFacts, DatasetParameter, DatasetParameters } from './dataset-catalogue.ts'
import { fileFacts, toyFacts } from './dataset-facts.ts'

const all: ReadonlyMap<string, DatasetFacts> = new Map([...fileFacts, ...toyFacts])

export const builtInNames: readonly string[] = [...all.keys()]

const unknown = (address: string): Error =>
  new Error(`No dataset is named "${address}"; known: ${builtInNames.join(', ')}`)

/** @throws Error when there is no such dataset. */
export function builtInFacts(name: string, address = name): DatasetFacts {
  const facts = all.get(name)
  if (!facts) throw unknown(address)
  return facts
}

/** @throws Error when the dataset is unknown, or it does not have the parameter or its value. */
export function parseDatasetAddress(address: string): {
  readonly name: string
  /** All of them. */
  readonly parameters: DatasetParameters
} {
  const [name = '', query, ...rest] = address.split('?')
  if (rest.length) throw unknown(address)
  const known = builtInFacts(name, address).parameters
  const parameters: Record<string, number | readonly number[]> = Object.fromEntries(
    Object.entries(known).map(([key, { initial }]) => [key, initial] as const),
  )
  for (const part of query === undefined ? [] : query.split('&')) {
    const [key = '', text = ''] = part.split('=')
    const parameter = Object.hasOwn(known, key) ? known[key] : undefined
    if (!parameter)
      throw new Error(
        `The dataset ${name} has no parameter "${key}"; known: ${Object.keys(known).join(', ') || 'none'}`,
      )
    parameters[key] = readValue(text, parameter, `The parameter ${key} of the dataset ${name}`)
  }
  return { name, parameters }
}

function readValue(text: string, parameter: DatasetParameter, what: string): number | readonly number[] {
  const refuse = (expected: string) => new Error(`${what} must be ${expected}, received "${text}"`)
  if ('subset' in parameter) {
    const values = text.split(',').map(Number)
    const isRising = values.every((value, i) => i === 0 || value > values[i - 1]!)
    if (text === '' || !isRising || !values.every((value) => parameter.initial.includes(value)))
      throw refuse(`some of ${parameter.initial.join(',')} in rising order`)
    return values
  }
  const value = text === '' ? Number.NaN : Number(text)
  if ('oneOf' in parameter) {
    if (!parameter.oneOf.includes(value)) throw refuse(`one of ${parameter.oneOf.join(', ')}`)
    return value
  }
  const { min, max, whole } = parameter
  if (!(value >= min && value <= max) || (whole && !Number.isInteger(value)))
    throw refuse(`${whole ? 'an integer' : 'a number'} from ${min} to ${max}`)
  return value
}
