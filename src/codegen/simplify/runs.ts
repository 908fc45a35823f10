// Runs of steps: whether two do the same, and their inputs and outputs.
import type { ProgramValue, ValueName } from '../../compiler/program/program.ts'
import { mapValues } from '../plan/map-values.ts'
import { type DraftBody, type FunctionStep, readsOf, type Step, textOf, writesOf } from './draft.ts'

export interface Run {
  readonly steps: readonly Step[]
  /** Values that it reads but does not compute, in the order in which it first reads them. */
  readonly reads: readonly ValueName[]
  /** Values that it computes. */
  readonly makes: readonly ProgramValue[]
  /** Runs with the same text do the same, given the same inputs. */
  readonly text: string
}

export function runOf(steps: readonly Step[]): Run {
  const numbers = new Map<ValueName, string>()
  const reads: ValueName[] = []
  const lines = steps.map((step) => {
    const from = readsOf(step).map((value) => {
      const known = numbers.get(value)
      if (known !== undefined) return known
      numbers.set(value, `read ${reads.length}`)
      reads.push(value)
      return `read ${reads.length - 1}`
    })
    for (const { name } of writesOf(step)) numbers.set(name, `made ${numbers.size - reads.length}`)
    return [textOf(step), from]
  })
  return { steps, reads, makes: steps.flatMap(writesOf), text: JSON.stringify(lines) }
}

/** Values computed by the steps from `start` on that a later step or the result reads. */
export function readBehind({ steps, outputs }: DraftBody, start: number, length: number): ReadonlySet<ValueName> {
  const others = [...steps.slice(0, start), ...steps.slice(start + length)]
  return new Set([...others.flatMap(readsOf), ...Object.values(outputs)])
}

/** The step with other names for its inputs. */
export function renameReads(step: Step, rename: (value: ValueName) => ValueName): Step {
  if (step.step !== 'loop') return { ...step, inputs: mapValues(step.inputs, rename) }
  const { carried, body } = step
  return {
    ...step,
    carried: { ...carried, initial: rename(carried.initial) },
    body: body.map((inner) => renameReads(inner, rename)),
  }
}

const usesContext = (steps: readonly Step[]): boolean =>
  steps.some((step) => (step.step === 'loop' ? usesContext(step.body) : step.usesContext))

/** The call that replaces a run of a procedure. */
export const callStep = (
  target: string,
  steps: readonly Step[],
  inputs: FunctionStep['inputs'],
  outputs: FunctionStep['outputs'],
): FunctionStep => ({
  step: 'function',
  target,
  at: { path: '' },
  application: '',
  params: {},
  node: nodeOf(steps.at(-1)),
  inputs,
  outputs,
  usesContext: usesContext(steps),
})

export function nodeOf(step: Step | undefined): string {
  if (!step) return ''
  return step.step === 'loop' ? nodeOf(step.body.at(-1)) : step.node
}
