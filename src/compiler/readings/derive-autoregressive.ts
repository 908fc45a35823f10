// Procedures of an autoregressive model: p(x) = ∏ p(x_i | x_<i), every factor in one pass over an observed x.
import { sizeOf, tensor } from '../../graph/signals.ts'
import type { TypedGraph } from '../inference/typed-graph.ts'
import { ProcedureBuilder } from '../program/procedure-builder.ts'
import type { FunctionTable } from '../program/program-calls.ts'
import { behindBypass } from './behind-bypass.ts'
import type { ReadObjective } from './chosen-objectives.ts'
import { backToStart, noisyDensity, observedPath, withVolume } from './data-path.ts'
import type { Derivation } from './derivation.ts'

/** The sampler is ancestral. Each element is a fixed function of the previous elements and its random number, so each run of the
 * whole model with the same random numbers fixes at least one more element, in the model's own order; when nothing changes, the
 * result is the ancestral sample (Song et al. 2021, section 3).
 */
export function deriveAutoregressive(
  typed: TypedGraph,
  { objective, reading }: ReadObjective<'autoregressive'>,
  functions: FunctionTable,
): Derivation {
  const observed = behindBypass(typed, objective.links[reading.observed]?.from)
  const likelihood = behindBypass(typed, objective.links[reading.likelihood]?.from)
  const x = objective.inputs[reading.observed]
  const path = observedPath(typed, objective, reading.observed)
  const exact = {
    density: 'exact',
    sentence: 'Explicit, tractable density: log p(x) is exact, a product of conditionals.',
  } as const
  const density = {
    ...(path?.drawsNoise ? noisyDensity : exact),
    densityCost: 'one pass',
    sampleCost: 'one pass, element by element',
  } as const
  if (!observed || !likelihood || x?.signal !== 'tensor') {
    const reason = 'The objective is not fully connected.'
    return {
      procedures: [],
      absent: [
        { name: 'sample', reason },
        { name: 'logProb', reason },
      ],
      density,
    }
  }
  const sampler = new ProcedureBuilder(typed, functions)
  const before = sampler.input('x', x, 'The current sample, initially zeros.')
  sampler.substitute(observed, before)
  const p = sampler.value(likelihood)
  const drawn = { name: 'next', signal: x }
  const next = sampler.operation('math/draw', likelihood.node, { p }, drawn, { shape: x.shape }, true)
  const mean = path ? backToStart(typed, sampler, path, next) : next
  const sample = sampler.finish(
    'sample',
    'One more sweep of ancestral sampling: each element drawn given the previous ones.',
    path ? { mean, next } : { mean },
    { times: sizeOf(x.shape), carries: { x: path ? 'next' : 'mean' } },
  )
  const scorer = new ProcedureBuilder(typed, functions)
  const parts = { p: scorer.value(likelihood), x: scorer.inputOf(objective, reading.observed) }
  const score = { name: path ? 'logProbOfX' : 'logProb', signal: tensor([]) }
  const ofX = scorer.operation('math/log-prob', objective.node.id, parts, score)
  const value = withVolume(scorer, path, objective, ofX, 'logProb')
  const logProb = scorer.finish('logProb', 'log p(x) of each example, in nats.', { logProb: value })
  return {
    procedures: [sample, logProb],
    absent: [{ name: 'encode', reason: 'An autoregressive model has no latent.' }],
    density,
  }
}
