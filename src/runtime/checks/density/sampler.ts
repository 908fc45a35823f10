// Samples are as frequent as the density says: cell by cell where the density is known everywhere, and for every prior
// one element at a time. Of models drawn from element by element, whatever their size, the draws are compared with a sweep.
import * as tf from '@tensorflow/tfjs-core'
import { findProcedure, type Procedure, type Program, type ValueName } from '../../../compiler/program/program.ts'
import { isOperation } from '../../../compiler/program/read-call.ts'
import { createContext, type Distribution } from '../../../engine/index.ts'
import { chiSquareTest } from '../../../metrics/chi-square.ts'
import type { CheckResult } from '../../../protocol/messages.ts'
import { drawSamples } from '../../evaluation/generation.ts'
import type { Model } from '../../program/model.ts'
import { type Check, judge, skip } from '../check.ts'
import { cut } from '../cut-procedure.ts'
import { numbersOf } from '../examples.ts'
import { coarser, countsIn, type Grid, gridOf, totalOf } from './grid.ts'
import { knownDensity, pointIndices } from './known-total.ts'
import { drawsOneByOne } from './one-by-one.ts'

const check = 'sampler'
const draws = 8192
/** Standard deviations of the chi-square statistic; exceeded with probability 1 in 300,000. */
const tolerance = 4.5
const unit = 'standard deviations'

export const sampler: Check = async (model, feed, { seed }) => {
  const density = await knownDensity(model, feed, seed)
  const title = 'Samples against the density'
  const results: CheckResult[] = []
  if (!findProcedure(model.program, 'sample')) results.push(skip(check, title, 'This model draws no samples.'))
  else if (density.of === 'unknown') results.push(skip(check, title, density.reason))
  else {
    const { values } = await drawSamples(model, feed, { seed, count: draws })
    const deviations =
      density.of === 'points'
        ? againstPoints(density.mass, pointIndices(values, density.dimensions, density.levels))
        : againstGrid(coarser(density.grid, density.grid.side / (density.grid.box.low.length === 1 ? 64 : 16)), values)
    results.push(
      judge(
        { check, title, error: Math.max(0, deviations), tolerance, unit },
        `${draws.toLocaleString('en')} samples are as frequent in every cell as the density says (chi-square).`,
        'Samples are not as frequent as the density says: the sampler draws from another distribution.',
      ),
    )
  }
  const [oneByOne, prior] = [await drawsOneByOne(model, seed), await priorDraws(model, seed)]
  return [...results, ...(oneByOne ? [oneByOne] : []), ...(prior ? [prior] : [])]
}

function againstPoints(mass: Float64Array, indices: readonly number[]): number {
  const observed = new Float64Array(mass.length)
  for (const index of indices) if (index >= 0 && index < mass.length) observed[index]!++
  return chiSquareTest(mass, observed, indices.length).deviations
}

function againstGrid(grid: Grid, points: ArrayLike<number>): number {
  return chiSquareTest(grid.mass, countsIn(grid, points), points.length / grid.box.low.length).deviations
}

/** Families whose elements are independent and alike, so that one element says everything. */
const alike: ReadonlySet<Distribution['family']> = new Set(['standardNormal', 'logistic', 'uniform'])

async function priorDraws(model: Model, seed: number): Promise<CheckResult | undefined> {
  const prior = findPrior(model.program)
  const sample = findProcedure(model.program, 'sample')
  if (!prior || !sample?.outputs.latent) return undefined
  const p = model
    .compile(cut(prior.procedure, [], { p: prior.value }))
    .run({}, createContext({ seed, step: 0, training: false })).outputs.p
  if (typeof p !== 'object' || !('family' in p) || !alike.has(p.family)) return undefined
  const { run } = model.compile(cut(sample, [], { latent: sample.outputs.latent }))
  const latents = await numbersOf(
    tf.tidy(() => {
      const { latent } = run({ count: 2048 }, createContext({ seed, step: 2, training: false })).outputs
      if (typeof latent !== 'object' || !('dataId' in latent)) throw new Error('The sampler gave no latent.')
      return tf.slice(tf.reshape(latent, [-1]), 0, Math.min(latent.size, 2 ** 16))
    }),
  )
  const grid = await gridOf((x) => p.logProb(x), [1], { low: [-16], high: [16] }, 4096)
  const deviations = againstGrid(coarser(grid, 16), latents)
  // A chi-square is meaningless for a density that does not integrate to one.
  const error = Math.abs(totalOf(grid) - 1) > 1e-3 ? Number.NaN : Math.max(0, deviations)
  return judge(
    { check, title: 'Draws of the prior against its density', error, tolerance, unit, node: prior.node },
    `${latents.length.toLocaleString('en')} numbers drawn are as frequent as the prior’s density says (chi-square).`,
    'The prior draws from another distribution than its density, or the density does not add up to one.',
  )
}

interface Prior {
  readonly procedure: Procedure
  readonly value: ValueName
  readonly node: string | undefined
}

/** The distribution of the latents, and a procedure in which it comes about without data. */
function findPrior(program: Program): Prior | undefined {
  for (const [name, target, port] of [
    ['logProb', 'math/flow-log-prob', 'base'],
    ['logWeight', 'math/importance-weight', 'prior'],
  ] as const) {
    const procedure = findProcedure(program, name)
    const value = procedure?.calls.find((call) => isOperation(call, target))?.inputs[port]
    if (!procedure || value === undefined) continue
    const alone = cut(procedure, [], { p: value })
    if (alone.inputs.length) continue
    return { procedure, value, node: alone.calls.at(-1)?.node }
  }
  return undefined
}
