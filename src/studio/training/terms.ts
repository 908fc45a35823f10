// What the numbers of a run are called.
import type { Phase, Program } from '../../compiler/program.ts'

export interface Term {
  /** As the points of a curve name it. */
  readonly phase: string
  readonly metric: string
  readonly title: string
  readonly unit: string
}

const titles: Readonly<Record<string, string>> = {
  loss: 'Objective',
  reconstruction: 'Reconstruction',
  kl: 'KL divergence',
}

const termTitle = (metric: string): string => titles[metric] ?? spaced(metric.charAt(0).toUpperCase() + metric.slice(1))
const spaced = (name: string): string => name.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

/** The name that the curve of a phase has: the objective's, and what the phase does where the objective has several. */
export const curveOf = ({ procedure }: Phase): string => procedure.replace(/^objective\//, '')

/** Each phase's objective, then its terms; with several phases each says to which it belongs. */
export function termsOf({ phases }: Program): readonly Term[] {
  return phases.flatMap((phase) =>
    ['loss', ...phase.terms].map((metric) => ({
      phase: curveOf(phase),
      metric,
      title: phases.length > 1 ? `${termTitle(metric)}, ${phase.title || phase.node}` : termTitle(metric),
      unit: 'nats',
    })),
  )
}
