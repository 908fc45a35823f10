// How a learning rate changes over a run.

export type Schedule = 'linear' | 'cosine' | 'stable-decay'

/** Share of the run in which `stable-decay` keeps the whole rate. */
const stableShare = 0.8

const factors: Readonly<Record<Schedule, (share: number) => number>> = {
  linear: (share) => 1 - share,
  // Loshchilov & Hutter 2017 (SGDR), eq. 5 without restarts.
  cosine: (share) => (1 + Math.cos(Math.PI * share)) / 2,
  // Hu et al. 2024 (MiniCPM), section 4.3, without warm-up and with a line for the decay.
  'stable-decay': (share) => Math.min(1, (1 - share) / (1 - stableShare)),
}

/**
 * What a learning rate is multiplied by: 1 at the beginning, 0 at the end.
 * @param share of the steps that are done, 0..1.
 */
export const learningRateFactor = (schedule: Schedule, share: number): number => factors[schedule](share)

/** An optimiser's settings with its learning rate multiplied. */
export const scaledRate = <S extends { readonly learningRate: number }>(settings: S, factor: number): S =>
  factor === 1 ? settings : { ...settings, learningRate: settings.learningRate * factor }
