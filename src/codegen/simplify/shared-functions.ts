// Functions that are equal up to the place of their weights are printed once. If they differ in a setting or two, these
// become parameters.
import type { ProgramValue, ValueName } from '../../compiler/program/program.ts'
import type { Json } from '../../graph/json.ts'
import { mapValues } from '../plan/map-values.ts'
import { freeName, identifier } from '../plan/names.ts'
import {
  canonical,
  type Draft,
  type DraftFunction,
  readsOf,
  type Setting,
  type Step,
  sortedEntries,
  textOf,
  writesOf,
} from './draft.ts'

/** With more, it would no longer read as one function. */
const mostSettings = 3

export function shareFunctions(draft: Draft): Draft {
  const given = new Set(
    allSteps(draft)
      .flatMap((step) => (step.step === 'op' ? Object.values(step.functions) : []))
      .map(({ target }) => target),
  )
  const alike = groupBy(
    draft.functions.filter(({ name, own }) => own !== '' && !given.has(name)),
    (one) => textOfFunction(draft, one, () => 'setting'),
  )
  const groups = alike.flatMap((group) =>
    differing(group).length <= mostSettings
      ? [group]
      : groupBy(group, (one) => textOfFunction(draft, one, (value) => value)),
  )
  const names = new Set(draft.functions.map(({ name }) => name))
  const replacements = new Map<
    string,
    { readonly shared: DraftFunction; readonly settings: Readonly<Record<string, Setting>> }
  >()
  for (const group of groups) {
    if (group.length === 1) continue
    const shared = sharedFunction(group, names)
    for (const [place, { name }] of group.entries()) {
      const settings = mapValues(shared.params, (values): Setting => ({ value: values[place] ?? null }))
      replacements.set(name, { shared, settings })
    }
  }
  if (replacements.size === 0) return draft
  const replace = (step: Step): Step => {
    const found = step.step === 'function' ? replacements.get(step.target) : undefined
    return step.step === 'function' && found ? { ...step, target: found.shared.name, params: found.settings } : step
  }
  const kept = draft.functions.map((one) => replacements.get(one.name)?.shared ?? one)
  return {
    ...draft,
    functions: [...new Set(kept)].map((one) => ({ ...one, steps: one.steps.map(replace) })),
    procedures: draft.procedures.map((one) => ({ ...one, steps: one.steps.map(replace) })),
  }
}

const allSteps = ({ functions, procedures }: Draft): readonly Step[] =>
  [...functions, ...procedures].flatMap(({ steps }) => steps)

/** In the order of their first members. */
function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return [...groups.values()]
}

/** Everything about a function except for its name and place. @param show how the value of a setting is represented. */
function textOfFunction({ program }: Draft, one: DraftFunction, show: (value: Json) => Json): string {
  const numbers = new Map<ValueName, number>(one.inputs.map(({ name }, place) => [name, place]))
  const lines = one.steps.map((step) => {
    const reads = readsOf(step).map((value) => numbers.get(value) ?? value)
    for (const { name } of writesOf(step)) numbers.set(name, numbers.size)
    const shown = withSettings(step, (setting) => ('value' in setting ? { value: show(setting.value) } : setting))
    return [textOf(withSignals(shown, withoutExtents)), reads]
  })
  const outputs = sortedEntries(one.outputs).map(([port, value]) => [port, numbers.get(value) ?? value])
  // Everything else at its place must be alike, too, so that all places have one type.
  const weights = program.parameters
    .filter(({ name }) => name.startsWith(`${one.own}/`))
    .map(({ name, shape }) => [name.slice(one.own.length), shape.length])
  const inputs = one.inputs.map(({ name, signal }) => [name, withoutExtents(signal)])
  return JSON.stringify([inputs, lines, outputs, weights, one.name.slice(one.node.length)])
}

type AnySignal = ProgramValue['signal']

const withoutExtents = (signal: AnySignal): AnySignal =>
  'shape' in signal && signal.shape !== 'any' ? { ...signal, shape: signal.shape.map(() => Number.NaN) } : signal

function withSignals(step: Step, change: (signal: AnySignal, port: string) => AnySignal): Step {
  if (step.step === 'loop') return step
  const outputs = mapValues(step.outputs, (value, port) => ({ ...value, signal: change(value.signal, port) }))
  return { ...step, outputs }
}

/** One of several signals, with NaN where their extents differ. */
function commonSignal(signal: AnySignal, others: readonly (AnySignal | undefined)[]): AnySignal {
  if (!('shape' in signal) || signal.shape === 'any') return signal
  const shape = signal.shape.map((extent, axis) => {
    const isAlike = others.every(
      (other) => other && 'shape' in other && other.shape !== 'any' && other.shape[axis] === extent,
    )
    return isAlike ? extent : Number.NaN
  })
  return { ...signal, shape }
}

const withSettings = (step: Step, change: (setting: Setting, key: string) => Setting): Step =>
  step.step === 'loop' ? step : { ...step, params: mapValues(step.params, change) }

interface Difference {
  readonly step: number
  readonly key: string
  /** Of each function. */
  readonly values: readonly Json[]
}

/** Settings in which otherwise equal functions differ; those with the same values become one. */
function differing(group: readonly DraftFunction[]): readonly (readonly Difference[])[] {
  const [first] = group
  const differences = (first?.steps ?? []).flatMap((step, place): Difference[] =>
    step.step === 'loop'
      ? []
      : Object.keys(step.params).map((key) => ({
          step: place,
          key,
          values: group.map((one) => valueIn(one.steps[place], key)),
        })),
  )
  return groupBy(
    differences.filter(({ values }) => new Set(values.map(textOfValue)).size > 1),
    ({ key, values }) => JSON.stringify([key, values.map(textOfValue)]),
  )
}

const textOfValue = (value: Json): string => JSON.stringify(canonical(value))

function valueIn(step: Step | undefined, key: string): Json {
  const setting = step && step.step !== 'loop' ? step.params[key] : undefined
  return setting && 'value' in setting ? setting.value : null
}

function sharedFunction(group: readonly DraftFunction[], names: Set<string>): DraftFunction {
  const [first] = group
  if (!first) throw new Error('A group has no function.')
  const params: Record<string, readonly Json[]> = {}
  const slots = new Map<string, string>()
  for (const differences of differing(group)) {
    for (const { step, key, values } of differences) {
      const slot =
        Object.hasOwn(params, key) && params[key] !== values && !slots.has(`${step} ${key}`)
          ? freeName((name) => Object.hasOwn(params, name), key)
          : key
      const known = differences.map((one) => slots.get(`${one.step} ${one.key}`)).find((name) => name !== undefined)
      slots.set(`${step} ${key}`, known ?? slot)
      params[known ?? slot] = values
    }
  }
  const steps = first.steps.map((step, place) =>
    withSettings(step, (setting, key) => {
      const slot = slots.get(`${place} ${key}`)
      return slot === undefined ? setting : { given: slot }
    }),
  )
  const inputs = first.inputs.map((value, place) => ({
    ...value,
    signal: commonSignal(
      value.signal,
      group.map((one) => one.inputs[place]?.signal),
    ),
  }))
  const common = steps.map((step, place) =>
    withSignals(step, (signal, port) =>
      commonSignal(
        signal,
        group.map((one) => signalAt(one.steps[place], port)),
      ),
    ),
  )
  const name = freeName((one) => names.has(one), commonName(group))
  names.add(name)
  return { ...first, name, params, inputs, steps: common }
}

const signalAt = (step: Step | undefined, port: string): AnySignal | undefined =>
  step && step.step !== 'loop' ? step.outputs[port]?.signal : undefined

/** The common part of the nodes' names, or else the node's title. */
function commonName(group: readonly DraftFunction[]): string {
  const [first] = group
  if (!first) return 'network'
  const ending = first.name.slice(first.node.length)
  return `${stemOf(group.map(({ node }) => node)) ?? identifier(lowerFirst(first.title))}${ending}`
}

export const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

/** The common beginning of names, without a number at its end; undefined if it is too short. */
export function stemOf(names: readonly string[]): string | undefined {
  const [first = '', ...rest] = names
  let length = first.length
  for (const name of rest) while (!name.startsWith(first.slice(0, length))) length--
  const stem = first.slice(0, length).replace(/[\d\W_]+$/, '')
  return stem.length >= 3 ? identifier(stem) : undefined
}
