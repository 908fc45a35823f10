// What the numbers of a run are called, and what they are measured in.
import { type Program, phaseName } from '../../compiler/program/program.ts'
import { unitOf } from '../../curves/main-curve.ts'

export interface Term {
  /** As the points of a curve name it. */
  readonly phase: string
  readonly metric: string
  readonly title: string
  /** The phase, where there are several. */
  readonly of: string
  /** Empty for numbers without a unit. */
  readonly unit: string
}

const titles: Readonly<Record<string, string>> = {
  loss: 'Objective',
  reconstruction: 'Reconstruction',
  kl: 'KL divergence',
  realScore: 'Score of real',
  fakeScore: 'Score of fakes',
  distance: 'Wasserstein distance',
  penalty: 'Gradient penalty',
}

export const termTitle = (metric: string): string =>
  titles[metric] ?? spaced(metric.charAt(0).toUpperCase() + metric.slice(1))
const spaced = (name: string): string => name.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

/** Each phase's objective, then its terms; with several phases each says to which it belongs. */
export function termsOf({ phases }: Program): readonly Term[] {
  return phases.flatMap((phase) =>
    ['loss', ...phase.terms].map((metric) => ({
      phase: phaseName(phase),
      metric,
      title: termTitle(metric),
      of: phases.length > 1 ? phase.title || phase.node : '',
      unit: unitOf(phase, metric),
    })),
  )
}

/** With the phase that it is of. */
export const fullTitle = ({ title, of }: Pick<Term, 'title' | 'of'>): string => (of ? `${title}, ${of}` : title)
