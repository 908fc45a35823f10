// A region of the page and its messages. One without arguments is its text, one with arguments a function of them.
import { IntlMessageFormat } from 'intl-messageformat'
import type { ArgumentsOf } from './arguments.ts'
import { language, translations } from './locale.ts'

type Messages = Readonly<Record<string, string>>
/** A build parses messages in advance, so that the page needs no parser. */
type Source = ConstructorParameters<typeof IntlMessageFormat>[0]

export interface Message<Text extends string> {
  (values: ArgumentsOf<Text>): string
  /** Where an argument is more than text, such as an element: the parts of the message, in order. */
  parts<Part extends object>(values: ArgumentsOf<Text, Part>): readonly (string | Part)[]
}

export type Region<English extends Messages> = {
  readonly [Key in keyof English]: English[Key] extends `${string}{${string}` ? Message<English[Key]> : string
}

/** @param name by which other languages know it. */
export function region<const English extends Messages>(name: string, english: English): Region<English>
export function region(name: string, english: Readonly<Record<string, Source>>): object {
  const entries = Object.entries({ ...english, ...translations[name] })
  return Object.fromEntries(entries.map(([key, source]) => [key, hasArguments(source) ? message(source) : source]))
}

const hasArguments = (source: Source): boolean => typeof source !== 'string' || source.includes('{')

function message(source: Source): Message<string> {
  let format: IntlMessageFormat | undefined
  function fill<Part extends object>(values: Readonly<Record<string, string | number | Part>>) {
    format ??= new IntlMessageFormat(source, language, undefined, { ignoreTag: true })
    return format.format<Part>(values)
  }
  return Object.assign((values: Readonly<Record<string, string | number>>) => String(fill(values)), {
    parts<Part extends object>(values: Readonly<Record<string, string | number | Part>>) {
      const parts = fill(values)
      return Array.isArray(parts) ? parts : [parts]
    },
  })
}
