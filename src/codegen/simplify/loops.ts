// Runs of equal steps become a loop: what differs between them, the places of their weights and a few settings, is in a
// table with a row for each.
import type { ProgramValue, ValueName } from '../../compiler/program/program.ts'
import { mapValues } from '../plan/map-values.ts'
import { columnsOf, keyOfPlace, keyOfSetting } from './columns.ts'
import type { Draft, DraftBody, LoopStep, Setting, Step } from './draft.ts'
import { readsOf, textOf, writesOf } from './draft.ts'

/** Fewer steps are easier to read in sequence. */
const fewestRounds = 3
const fewestSaved = 4

export const findLoops = (draft: Draft): Draft => ({
  ...draft,
  functions: draft.functions.map((one) => ({ ...one, steps: withLoops(one, one.inputs) })),
  procedures: draft.procedures.map((one) => ({ ...one, steps: withLoops(one, one.procedure.inputs) })),
})

function withLoops(body: DraftBody, inputs: readonly ProgramValue[]): readonly Step[] {
  const best = candidates(body, inputs).reduce<Found | undefined>(
    (most, found) => (most && most.saved >= found.saved ? most : found),
    undefined,
  )
  if (!best) return body.steps
  const { start, end, loop } = best
  const steps = [...body.steps.slice(0, start), loop, ...body.steps.slice(end)]
  return withLoops({ ...body, steps }, inputs)
}

interface Found {
  readonly start: number
  readonly end: number
  readonly saved: number
  readonly loop: LoopStep
}

function candidates(body: DraftBody, inputs: readonly ProgramValue[]): readonly Found[] {
  const texts = body.steps.map(abstractText)
  const found: Found[] = []
  for (let start = 0; start < texts.length; start++) {
    for (let period = 1; start + fewestRounds * period <= texts.length; period++) {
      const rounds = roundsFrom(texts, start, period)
      if (rounds < fewestRounds || (rounds - 1) * period < fewestSaved) continue
      const loop = loopOf(body, inputs, { start, period, rounds })
      if (loop) found.push({ start, end: start + rounds * period, saved: (rounds - 1) * period, loop })
    }
  }
  return found
}

function roundsFrom(texts: readonly (string | undefined)[], start: number, period: number): number {
  let end = start + period
  while (end < texts.length && texts[end] !== undefined && texts[end] === texts[end - period]) end++
  return Math.floor((end - start) / period)
}

/** Without places and settings; undefined for a step that cannot be part of a loop. */
function abstractText(step: Step): string | undefined {
  if (step.step === 'loop') return undefined
  const params = mapValues(step.params, (): Setting => ({ value: 'setting' }))
  const place = { path: '' }
  switch (step.step) {
    case 'op': {
      const weights =
        step.weights &&
        mapValues(step.weights, (weight, key) => ({
          path: isOwnWeight(step.place.path, weight.path, key) ? key : weight.path,
        }))
      return Object.keys(step.functions).length ? undefined : textOf({ ...step, params, place, weights })
    }
    case 'operation':
      return textOf({ ...step, params, place })
    case 'function':
      return step.application ? undefined : textOf({ ...step, params, at: place })
    default:
      return step satisfies never
  }
}

const isOwnWeight = (place: string, weight: string, key: string): boolean =>
  weight === (place ? `${place}/${key}` : key)

interface Window {
  readonly start: number
  readonly period: number
  readonly rounds: number
}

/** Where a value that a step reads comes from. */
type Source =
  | { readonly from: 'same round' | 'round before'; readonly at: string }
  | { readonly from: 'outside'; readonly value: ValueName }

function loopOf(
  body: DraftBody,
  inputs: readonly ProgramValue[],
  { start, period, rounds }: Window,
): LoopStep | undefined {
  const all = body.steps.slice(start, start + rounds * period)
  const made = new Map<ValueName, { readonly round: number; readonly at: string }>()
  for (const [place, step] of all.entries()) {
    for (const [port, { name }] of writesOf(step).entries())
      made.set(name, { round: Math.floor(place / period), at: `${place % period} ${port}` })
  }
  const sources = all.map((step, place) =>
    readsOf(step).map((value) => sourceOf(value, Math.floor(place / period), made)),
  )
  const carriedAt = sources
    .slice(period, 2 * period)
    .flat()
    .find((source) => source?.from === 'round before')
  if (carriedAt?.from !== 'round before') return undefined
  const initials = new Set<ValueName>()
  for (const [place, reads] of sources.entries()) {
    const pattern = sources[period + (place % period)] ?? []
    for (const [port, source] of reads.entries()) {
      const expected = pattern[port]
      if (!source || !expected) return undefined
      if (expected.from === 'round before') {
        if (expected.at !== carriedAt.at) return undefined
        if (place < period && source.from === 'outside') initials.add(source.value)
        else if (place < period || !isSame(source, expected)) return undefined
      } else if (!isSame(source, expected)) return undefined
    }
  }
  const [initial] = initials
  const carried = carriedValue(all, period, rounds, carriedAt.at)
  const before = initial === undefined ? undefined : signalOf(body, inputs, initial)
  if (initials.size !== 1 || initial === undefined || !before || !carried) return undefined
  if (JSON.stringify(before) !== JSON.stringify(carried.first.signal)) return undefined
  if (isReadOutside(body, start, rounds * period, made, carried.last.name)) return undefined
  const columns = columnsOf(all, period)
  if (!columns) return undefined
  const inside = { name: `${initial}/round`, signal: carried.first.signal }
  return {
    step: 'loop',
    columns: columns.list,
    body: all
      .slice(0, period)
      .map((step, place) =>
        bodyStep(step, place, columns.nameOf, (value) => (value === initial ? inside.name : value)),
      ),
    carried: { inside, initial, next: carried.first.name, result: carried.last },
  }
}

function sourceOf(
  value: ValueName,
  round: number,
  made: ReadonlyMap<ValueName, { readonly round: number; readonly at: string }>,
): Source | undefined {
  const maker = made.get(value)
  if (!maker) return { from: 'outside', value }
  if (maker.round === round) return { from: 'same round', at: maker.at }
  return maker.round === round - 1 ? { from: 'round before', at: maker.at } : undefined
}

const isSame = (one: Source, other: Source): boolean => JSON.stringify(one) === JSON.stringify(other)

function carriedValue(all: readonly Step[], period: number, rounds: number, at: string) {
  const [place = 0, port = 0] = at.split(' ').map(Number)
  const valueIn = (round: number) => {
    const step = all[round * period + place]
    return step && writesOf(step)[port]
  }
  const [first, last] = [valueIn(0), valueIn(rounds - 1)]
  return first && last ? { first, last } : undefined
}

function signalOf({ steps }: DraftBody, inputs: readonly ProgramValue[], value: ValueName) {
  return [...inputs, ...steps.flatMap(writesOf)].find(({ name }) => name === value)?.signal
}

function isReadOutside(
  { steps, outputs }: DraftBody,
  start: number,
  length: number,
  made: ReadonlyMap<ValueName, unknown>,
  result: ValueName,
): boolean {
  const others = [...steps.slice(0, start), ...steps.slice(start + length)]
  return [...others.flatMap(readsOf), ...Object.values(outputs)].some((value) => value !== result && made.has(value))
}

function bodyStep(
  step: Step,
  place: number,
  nameOf: (key: string) => string | undefined,
  rename: (value: ValueName) => ValueName,
): Step {
  if (step.step === 'loop') return step
  const column = nameOf(keyOfPlace(place))
  const placed = (path: string) => (column === undefined ? { path } : { column, path: '' })
  const inputs = mapValues(step.inputs, rename)
  const params = mapValues(step.params, (setting, key): Setting => {
    const given = nameOf(keyOfSetting(place, key))
    return given === undefined ? setting : { given }
  })
  switch (step.step) {
    case 'op': {
      const weights =
        step.weights &&
        mapValues(step.weights, (weight, key) => (column === undefined ? weight : { column, path: key }))
      return { ...step, inputs, params, weights, place: placed(step.place.path) }
    }
    case 'operation':
      return { ...step, inputs, params, place: placed(step.place.path) }
    case 'function':
      return { ...step, inputs, params, at: placed(step.at.path) }
    default:
      return step satisfies never
  }
}
