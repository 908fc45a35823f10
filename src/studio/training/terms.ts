// What the numbers of a run are called.
import type { Program } from '../../compiler/program.ts'

export interface Term {
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

export const termTitle = (metric: string): string =>
  titles[metric] ??
  metric.charAt(0).toUpperCase() + metric.slice(1).replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)

/** Each phase's objective, then its terms; with several phases the node's name stands first. */
export function termsOf({ phases }: Program): readonly Term[] {
  return phases.flatMap(({ node, terms }) =>
    ['loss', ...terms].map((metric) => ({
      phase: node,
      metric,
      title: phases.length > 1 ? `${node}: ${termTitle(metric)}` : termTitle(metric),
      unit: 'nats',
    })),
  )
}
