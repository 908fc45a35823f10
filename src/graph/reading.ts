// What an objective declares about its graph: how to read it as a model, and what to train in each step.
import type { OptimiserSettings } from './optimiser.ts'

/**
 * How an objective reads its graph as a model of the data; the compiler derives sampling, encoding, ... from it.
 * The strings are input ports of the objective.
 */
export type ObjectiveReading =
  /** p(x) = ∫ p(x|z) p(z) dz, bounded with q(z|x) (Kingma & Welling 2014). */
  | {
      readonly reading: 'latentVariable'
      readonly observed: string
      readonly likelihood: string
      readonly posterior: string
      readonly prior: string
    }
  /** p(x) by the change of variables; `latents` are the ports at which the flow may end. */
  | { readonly reading: 'flow'; readonly latents: readonly string[]; readonly base: string }
  /** p(x) = ∏ p(x_i | x_<i), all factors in one pass over the observed x. */
  | { readonly reading: 'autoregressive'; readonly observed: string; readonly likelihood: string }
  /** Two samples distinguished by a critic's score of each example; `fake` leads to the generator. */
  | {
      readonly reading: 'adversarial'
      readonly real: string
      readonly fake: string
      /** The score is the log-odds of being real when this parameter has one of these values. */
      readonly logOdds: { readonly param: string; readonly values: readonly string[] }
    }
  /** x described through a code; with an adversary on the code, a model of x. */
  | { readonly reading: 'reconstruction'; readonly observed: string; readonly likelihood: string }

/** One update of an objective in each training step. */
export interface PhaseDeclaration {
  /** The output port, an objective, that this phase minimises. */
  readonly port: string
  readonly title: string
  /** Nodes upstream of all of the first inputs of the objective, and of none of the second. */
  readonly trains: { readonly upstreamOfAll: readonly string[]; readonly andOfNone: readonly string[] }
  readonly repeats: number
  readonly optimiser: OptimiserSettings
}
