// Which curve of a run says how well it does, and what its numbers are measured in.
import { type Phase, type Program, phaseName } from '../compiler/program/program.ts'

/** Of terms that are not nats. */
const units: Readonly<Record<string, string>> = {
  accuracy: 'share',
  realScore: '',
  fakeScore: '',
  distance: '',
  penalty: '',
}

/** A loss made of scores is a number of the game's own; any other is made of nats. */
const isGame = ({ terms }: Phase): boolean => terms.some((term) => term in units)

/** Empty for numbers without one. */
export const unitOf = (phase: Phase, metric: string): string =>
  units[metric] ?? (metric === 'loss' && isGame(phase) ? '' : 'nats')

interface MainCurve {
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
