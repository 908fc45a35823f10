// A path shared by several procedures, as from the data to the latent of a flow, becomes a function that they call.

import { listed } from '../../compiler/dependence/origins.ts'
import type { ProgramValue, ValueName } from '../../compiler/program/program.ts'
import { freeName, identifier } from '../plan/names.ts'
import { type Draft, type DraftFunction, type DraftProcedure, isObjective, type Step, writesOf } from './draft.ts'
import { movedPlaces } from './moved-places.ts'
import { callStep, nodeOf, type Run, readBehind, renameReads, runOf } from './runs.ts'

/** The lines of a function besides its steps: its comment, signature, return statement, end and an empty line. */
const linesAround = 5

export function sharePaths(draft: Draft): Draft {
  const found = mostWorth(draft)
  return found ? sharePaths(withPath(draft, found)) : draft
}

interface Place {
  readonly procedure: DraftProcedure
  readonly start: number
  readonly run: Run
}

function mostWorth(draft: Draft): readonly Place[] | undefined {
  const byText = new Map<string, Place[]>()
  for (const procedure of draft.procedures) {
    for (const place of runsIn(draft, procedure)) {
      const known = byText.get(place.run.text) ?? []
      if (!known.some((other) => other.procedure === procedure)) byText.set(place.run.text, [...known, place])
    }
  }
  const worth = (places: readonly Place[]) => {
    const length = places[0]?.run.steps.length ?? 0
    return places.length * length - (length + linesAround + places.length)
  }
  return [...byText.values()]
    .filter((places) => places.length > 1 && worth(places) > 0)
    .reduce<readonly Place[] | undefined>(
      (best, places) => (best && worth(best) >= worth(places) ? best : places),
      undefined,
    )
}

function runsIn(draft: Draft, procedure: DraftProcedure): readonly Place[] {
  const { steps } = procedure
  const moved = movedPlaces(draft, steps)
  // State that a step updates twice is passed on between its calls, which must see each other.
  const mayMove = new Set(moved).size === moved.length
  const found: Place[] = []
  for (let start = 0; start < steps.length; start++) {
    for (let end = start + 2; end <= steps.length; end++) {
      const taken = steps.slice(start, end)
      if (mayMove || movedPlaces(draft, taken).length === 0) found.push({ procedure, start, run: runOf(taken) })
    }
  }
  return found
}

function withPath(draft: Draft, places: readonly Place[]): Draft {
  const [first] = places
  if (!first) return draft
  const { steps, reads, makes } = first.run
  const given = makes.flatMap((_, at) => (places.some((place) => isReadBehind(place, at)) ? [at] : []))
  const inputs = namedInputs(first)
  const ports = namedOutputs(
    steps,
    given.map((at) => makes[at]?.name ?? ''),
  )
  const name = nameOf(
    draft,
    steps,
    given.flatMap((at) => makes[at] ?? []),
  )
  const rename = (value: ValueName): ValueName => inputs[reads.indexOf(value)]?.name ?? value
  const path: DraftFunction = {
    name,
    node: nodeOf(steps.at(-1)),
    title: titleOf(places),
    own: '',
    params: {},
    isPath: true,
    inputs,
    steps: steps.map((step) => renameReads(step, rename)),
    outputs: Object.fromEntries(given.map((at, place) => [ports[place] ?? '', makes[at]?.name ?? ''])),
  }
  const procedures = draft.procedures.map((procedure) => {
    const place = places.find((one) => one.procedure === procedure)
    if (!place) return procedure
    const { run, start } = place
    const taken = run.reads.map((value, at): [string, ValueName] => [inputs[at]?.name ?? '', value])
    const results = given.flatMap((at, index): [string, ProgramValue][] => {
      const value = run.makes[at]
      return value ? [[ports[index] ?? '', value]] : []
    })
    const call = callStep(name, steps, Object.fromEntries(taken), Object.fromEntries(results))
    const behind = procedure.steps.slice(start + run.steps.length)
    return { ...procedure, steps: [...procedure.steps.slice(0, start), call, ...behind] }
  })
  return { ...draft, functions: [...draft.functions, path], procedures }
}

function isReadBehind({ procedure, start, run }: Place, at: number): boolean {
  const value = run.makes[at]
  return value !== undefined && readBehind(procedure, start, run.steps.length).has(value.name)
}

/** Values are named after the end of their names, if that distinguishes them. */
function namedInputs({ procedure, run: { reads } }: Place): readonly ProgramValue[] {
  const known = [...procedure.procedure.inputs, ...procedure.steps.flatMap(writesOf)]
  const short = reads.map((value) => identifier(value.split('.').at(-1) ?? value))
  return reads.map((value, at) => {
    const found = known.find(({ name }) => name === value)
    if (!found) throw new Error(`The value "${value}" is read before anything computes it.`)
    const isAlone = short.filter((name) => name === short[at]).length === 1
    return { ...found, name: isAlone ? (short[at] ?? value) : identifier(value) }
  })
}

function namedOutputs(steps: readonly Step[], values: readonly ValueName[]): readonly string[] {
  const portOf = new Map(
    steps.flatMap((step): [ValueName, string][] =>
      step.step === 'loop'
        ? [[step.carried.result.name, 'y']]
        : Object.entries(step.outputs).map(([port, { name }]) => [name, port]),
    ),
  )
  const ports = values.map((value) => portOf.get(value) ?? identifier(value))
  return ports.map((port, at) =>
    ports.filter((other) => other === port).length === 1 ? port : identifier(values[at] ?? port),
  )
}

/** A path through a flow is named after its direction, any other after its result. */
function nameOf(draft: Draft, steps: readonly Step[], outputs: readonly ProgramValue[]): string {
  const directions = steps.flatMap(directionsIn)
  const [only] = outputs
  const ending =
    outputs.length === 1 && only?.signal.signal === 'distribution' ? `${identifier(nodeOf(steps.at(-1)))}Of` : 'path'
  const ways = { inverse: 'backward', forward: 'forward' } as const
  const way = (['inverse', 'forward'] as const).find((direction) => directions.includes(direction))
  return freeName((name) => draft.functions.some((one) => one.name === name), way ? ways[way] : ending)
}

function directionsIn(step: Step): readonly string[] {
  if (step.step === 'loop') return step.body.flatMap(directionsIn)
  return step.step === 'op' && step.direction ? [step.direction] : []
}

function titleOf(places: readonly Place[]): string {
  const procedures = places.map(({ procedure }) => procedure)
  const objectives = procedures.filter(isObjective)
  const others = procedures.filter((one) => !isObjective(one)).map(({ procedure }) => procedure.name)
  const together = objectives.length > 1 ? ['the objectives'] : objectives.map(() => 'objective')
  return `What ${listed([...together, ...others])} have in common`
}
