// The probabilities of everything that there is add up to one.
import type { CheckResult } from '../../../protocol/messages.ts'
import { type Check, judge, skip } from '../check.ts'
import { totalOf } from './grid.ts'
import { knownDensity } from './known-total.ts'

const check = 'normalisation'

export const normalisation: Check = async (model, feed, { seed }): Promise<CheckResult[]> => {
  const density = await knownDensity(model, feed, seed)
  const title = 'Density adds up to one'
  if (density.of === 'unknown') return [skip(check, title, density.reason)]
  if (density.of === 'points') {
    const total = density.mass.reduce((sum, one) => sum + one, 0)
    const count = density.mass.length.toLocaleString('en')
    return [
      judge(
        { check, title, error: Math.abs(total - 1), tolerance: 1e-5 },
        `The probabilities of all ${count} points add up to one.`,
        `The probabilities of all ${count} points add up to ${total.toPrecision(4)}.`,
      ),
    ]
  }
  const total = totalOf(density.grid)
  return [
    judge(
      { check, title, error: Math.abs(total - 1), tolerance: 0.01 },
      'The density integrates to one, on a grid that a finer or wider one would not change.',
      `The density integrates to ${total.toPrecision(4)}.`,
    ),
  ]
}
