// The optimisers that an objective is set to: one, or one for each side of a game.
import type { Fields } from '../../graph/fields.ts'

export interface OptimiserSide {
  /** What the optimiser trains; empty where there is only one. */
  readonly title: string
  /** Names of the fields. */
  readonly optimiser: string
  readonly learningRate: string
}

/** Fields of a side are named after it, as in `generatorLearningRate`, and so is their title, `Generator: learning rate`. */
export function optimiserSides(fields: Fields): readonly OptimiserSide[] {
  return Object.entries(fields).flatMap(([name, { title }]) => {
    if (name === 'optimiser') return [{ title: '', optimiser: name, learningRate: 'learningRate' }]
    const [, side] = /^(.+)Optimiser$/.exec(name) ?? []
    const [of = ''] = title.split(':')
    return side === undefined ? [] : [{ title: of, optimiser: name, learningRate: `${side}LearningRate` }]
  })
}
