// The main curve of a run, which measures its progress, and the unit of its numbers.
import { type Phase, type Program, phaseName } from '../compiler/program/program.ts'

/** Units of terms that are not in nats. */
const units: Readonly<Record<string, string>> = {
  accuracy: 'share',
  realScore: '',
  fakeScore: '',
  distance: '',
  penalty: '',
}

/** A loss of scores has no unit; any other is in nats. */
const isGame = ({ terms }: Phase): boolean => terms.some((term) => term in units)

/** Empty for numbers without a unit. */
export const unitOf = (phase: Phase, metric: string): string =>
  units[metric] ?? (metric === 'loss' && isGame(phase) ? '' : 'nats')

interface MainCurve {
  readonly phase: string
  /** It is the sum of a reconstruction term and a divergence. */
  readonly isVariational: boolean
}

/**
 * The phase whose curve measures the progress of a run: the one with the likelihood, else the first that is not a game. The two
 * losses of a game oppose each other, so they do not measure progress.
 */
export function mainCurve({ phases, density: { likelihood } }: Program): MainCurve | undefined {
  const phase = phases.find(({ procedure }) => procedure === likelihood?.phase) ?? phases.find((one) => !isGame(one))
  if (!phase) return undefined
  return {
    phase: phaseName(phase),
    isVariational: phase.terms.includes('kl') && phase.terms.includes('reconstruction'),
  }
}
