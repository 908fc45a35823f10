// What the discriminator of a game says of examples.

import type { Judgements } from '../../protocol/pictures.ts'
import { outputFor } from '../evaluation/generation.ts'
import type { DataFeed } from '../program/data-feed.ts'
import type { Model } from '../program/model.ts'

/**
 * @param examples rows of what it judges.
 * @throws Error when the model has no `discriminate`.
 */
export async function judge(model: Model, feed: DataFeed, examples: Float32Array): Promise<Judgements> {
  const { values } = await outputFor(model, feed, 'discriminate', examples)
  const areProbabilities = 'logOdds' in model.procedure('discriminate').procedure.outputs
  // σ(s) = 1 / (1 + exp(-s)).
  return { areProbabilities, values: areProbabilities ? values.map((score) => 1 / (1 + Math.exp(-score))) : values }
}
