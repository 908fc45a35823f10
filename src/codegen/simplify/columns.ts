// What differs between the rounds of a loop, as the columns of a table.
import type { Json } from '../../graph/json.ts'
import { freeName } from '../plan/names.ts'
import { type CallStep, type Column, canonical, type Step } from './draft.ts'
import { lowerFirst, stemOf } from './shared-functions.ts'

interface Columns {
  readonly list: readonly Column[]
  /** The column of a place or a setting; undefined if it is the same in all rounds. */
  nameOf(key: string): string | undefined
}

export const keyOfPlace = (step: number): string => `place ${step}`
export const keyOfSetting = (step: number, setting: string): string => `setting ${step} ${setting}`

/** @param all the steps of all rounds. @returns undefined if the rounds differ in more than a table can express. */
export function columnsOf(all: readonly Step[], period: number): Columns | undefined {
  const places = new Map<string, readonly string[]>()
  const settings = new Map<string, readonly Json[]>()
  for (let step = 0; step < period; step++) {
    const rounds = all.filter((_, place) => place % period === step).filter((one) => one.step !== 'loop')
    const paths = rounds.map(placeOf)
    if (new Set(paths).size > 1) {
      if (paths.some((path) => path.includes('/') || path === '')) return undefined
      places.set(keyOfPlace(step), paths)
    }
    for (const key of Object.keys(rounds[0]?.params ?? {})) {
      const values = rounds.map(({ params }) => params[key])
      const texts = new Set(values.map((value) => JSON.stringify(canonical(value))))
      if (texts.size === 1) continue
      if (values.some((setting) => !setting || 'given' in setting)) return undefined
      settings.set(
        keyOfSetting(step, key),
        values.map((setting) => (setting && 'value' in setting ? setting.value : null)),
      )
    }
  }
  return named(places, settings, givenTo(all))
}

/** Settings that the function around the steps is given: a column must not have the name of one. */
const givenTo = (steps: readonly Step[]): ReadonlySet<string> =>
  new Set(
    steps.flatMap((one) =>
      one.step === 'loop'
        ? []
        : Object.values(one.params).flatMap((setting) => ('given' in setting ? [setting.given] : [])),
    ),
  )

const placeOf = (step: CallStep): string => (step.step === 'function' ? step.at.path : step.place.path)

function named(
  places: ReadonlyMap<string, readonly string[]>,
  settings: ReadonlyMap<string, readonly Json[]>,
  given: ReadonlySet<string>,
): Columns {
  const names = new Map<string, string>()
  const list: Column[] = []
  const stems = shortened([...places.values()].map((paths) => stemOf(paths) ?? 'layer'))
  const take = (key: string, wished: string, values: readonly Json[], column: (name: string) => Column) => {
    const known = list.find(
      (one) => JSON.stringify('places' in one ? one.places : one.values) === JSON.stringify(values),
    )
    const name = known?.name ?? freeName((one) => given.has(one) || list.some((column) => column.name === one), wished)
    names.set(key, name)
    if (!known) list.push(column(name))
  }
  for (const [place, [key, paths]] of [...places].entries())
    take(key, stems[place] ?? 'layer', paths, (name) => ({ name, places: paths }))
  for (const [key, values] of settings) take(key, key.split(' ')[2] ?? 'setting', values, (name) => ({ name, values }))
  return { list, nameOf: (key) => names.get(key) }
}

/** Names without their common first words: `fineNorm` and `fineMix` become `norm` and `mix`. */
function shortened(names: readonly string[]): readonly string[] {
  const shared = sharedWords(names)
  const isLeft = names.length > 1 && names.every((name) => name.length > shared.length)
  return isLeft ? names.map((name) => lowerFirst(name.slice(shared.length))) : names
}

/** The common first words of several names. */
export function sharedWords(names: readonly string[]): string {
  const words = names.map((name) => name.split(/(?=[A-Z])/))
  const [first = []] = words
  let count = 0
  while (count < first.length && words.every((one) => one[count] === first[count])) count++
  return first.slice(0, count).join('')
}
