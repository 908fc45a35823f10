// What the numbers of a run are called, and what they are measured in.
import { type Phase, type Program, phaseName } from '../../compiler/program.ts'

export interface Term {
  /** As the points of a curve name it. */
  readonly phase: string
  readonly metric: string
  readonly title: string
  /** The phase, where there are several. */
  readonly of: string
  /** Empty for numbers without one. */
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

/** Of terms that are not nats. */
const units: Readonly<Record<string, string>> = {
  accuracy: 'share',
  realScore: '',
  fakeScore: '',
  distance: '',
  penalty: '',
}

export const termTitle = (metric: string): string =>
  titles[metric] ?? spaced(metric.charAt(0).toUpperCase() + metric.slice(1))
const spaced = (name: string): string => name.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

/** A loss made of scores is a number of the game's own; any other is made of nats. */
const isGame = ({ terms }: Phase): boolean => terms.some((term) => term in units)
const unitOf = (phase: Phase, metric: string): string =>
  units[metric] ?? (metric === 'loss' && isGame(phase) ? '' : 'nats')

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

export interface MainCurve {
  readonly phase: string
  /** It weighs a reconstruction against a divergence. */
  readonly isVariational: boolean
}

/**
 * The phase whose curve says how well a run does: the one that has the likelihood, else the first that is no game. What one
 * side of a game loses the other wins, so their losses say nothing of it.
 */
export function mainCurve({ phases, density: { likelihood } }: Program): MainCurve | undefined {
  const phase = phases.find(({ procedure }) => procedure === likelihood?.phase) ?? phases.find((one) => !isGame(one))
  if (!phase) return undefined
  return {
    phase: phaseName(phase),
    isVariational: phase.terms.includes('kl') && phase.terms.includes('reconstruction'),
  }
}

/** With the phase that it is of. */
export const fullTitle = ({ title, of }: Pick<Term, 'title' | 'of'>): string => (of ? `${title}, ${of}` : title)
