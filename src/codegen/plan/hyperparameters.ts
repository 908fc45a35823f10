// Names for the numbers that a run is trained with, which stand in one file: those of the training, and the settings of
// objectives, such as the weight of a divergence.
import { type Phase, type Program, phaseName } from '../../compiler/program/program.ts'
import type { OpStep } from '../simplify/draft.ts'
import { capitalised, freeName, identifier, type Names } from './names.ts'

export interface PhaseNames {
  readonly phase: Phase
  readonly learningRate: string
  readonly optimiser: string
  /** The number of updates in a step, if there are several. */
  readonly updates: string | undefined
}

export interface ObjectiveNumber {
  readonly name: string
  readonly node: string
  readonly target: string
  readonly setting: string
  readonly value: number
}

export interface Hyperparameters {
  readonly phases: readonly PhaseNames[]
  readonly numbers: readonly ObjectiveNumber[]
}

/** Names that they have in every project. */
const common: ReadonlySet<string> = new Set(
  'seed batchSize epochs steps seconds schedule learningRate optimiser updates'.split(' '),
)

/** @param ops of all functions. @param names those of the model's file, which reads the numbers of objectives. */
export function planHyperparameters(program: Program, ops: readonly OpStep[], names: Names): Hyperparameters {
  const take = (...candidates: readonly string[]) =>
    names.take(freeName((name) => common.has(name) || !names.isFree(name), ...candidates))
  const numbers = new Map<string, ObjectiveNumber>()
  const objectives = new Set(program.phases.map(({ node }) => node))
  for (const { node, target, params } of ops.filter((op) => objectives.has(op.node))) {
    for (const [setting, given] of Object.entries(params)) {
      if (!('value' in given) || typeof given.value !== 'number') continue
      const found = { node, target, setting, value: given.value }
      const key = JSON.stringify(found)
      if (numbers.has(key)) continue
      numbers.set(key, { ...found, name: take(setting, `${identifier(node)}${capitalised(setting)}`) })
    }
  }
  const namedAfter = (prefixes: readonly string[], what: string) =>
    take(...prefixes.map((prefix) => `${identifier(prefix)}${capitalised(what)}`))
  return {
    numbers: [...numbers.values()],
    phases: program.phases.map((phase): PhaseNames => {
      const prefixes = [...(phase.title ? [phase.title] : [phase.node]), phaseName(phase)]
      const named = (what: string) => (program.phases.length === 1 ? what : namedAfter(prefixes, what))
      return {
        phase,
        learningRate: named('learningRate'),
        optimiser: named('optimiser'),
        updates: phase.repeats > 1 ? named('updates') : undefined,
      }
    }),
  }
}

/** The name of an objective's setting. */
export const nameOfNumber = (
  { numbers }: Hyperparameters,
  { node, target }: OpStep,
  setting: string,
  value: unknown,
): string | undefined =>
  numbers.find(
    (one) => one.node === node && one.target === target && one.setting === setting && Object.is(one.value, value),
  )?.name
