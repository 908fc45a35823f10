import { type Described, type Distribution, type Drawing, mixture } from '../../../src/engine/index.ts'

/** p(x) = Σ_k p_k(x) / count, with component k at index k of the axis after the batch. */
export function equalMixture({ components }: { components: Distribution }): { p: Distribution } {
  return { p: mixture(components) }
}

equalMixture.incremental = ({ drawings }: Described): Drawing => ({ ...drawings.components!, isMixture: true })
