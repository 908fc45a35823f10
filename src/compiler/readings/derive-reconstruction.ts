// Procedures of a plain autoencoder: it models an example given its code, but not the distribution of codes.
import { rangeOfMean, tensor } from '../../graph/signals.ts'
import type { TypedGraph } from '../inference/typed-graph.ts'
import { ProcedureBuilder } from '../program/procedure-builder.ts'
import type { FunctionTable } from '../program/program-calls.ts'
import { behindBypass } from './behind-bypass.ts'
import type { ReadObjective } from './chosen-objectives.ts'
import { backToStart, observedPath } from './data-path.ts'
import type { Derivation } from './derivation.ts'

const density = {
  density: 'none',
  sentence: 'No density: an autoencoder encodes the data, but does not model its distribution.',
} as const

const absent = [
  {
    name: 'sample',
    reason: 'The distribution of the codes is unknown; an adversarial game on the codes would define it.',
  },
  { name: 'encode', reason: 'Without a game on the codes it is unknown which intermediate value is the code.' },
  { name: 'logProb', reason: 'An autoencoder has no density of the data.' },
]

export function deriveReconstruction(
  typed: TypedGraph,
  { objective, reading }: ReadObjective<'reconstruction'>,
  functions: FunctionTable,
): Derivation {
  const likelihood = behindBypass(typed, objective.links[reading.likelihood]?.from)
  const x = objective.inputs[reading.observed]
  if (!likelihood || x?.signal !== 'tensor') return { procedures: [], absent, density }
  const builder = new ProcedureBuilder(typed, functions)
  const signal = tensor(x.shape, rangeOfMean(x.range))
  const p = builder.value(likelihood)
  const ofX = builder.operation('math/mean', likelihood.node, { p }, { name: 'mean', signal })
  const path = observedPath(typed, objective, reading.observed)
  const mean = path ? backToStart(typed, builder, path, ofX) : ofX
  const reconstruct = builder.finish('reconstruct', 'Each example encoded and decoded.', { mean })
  return { procedures: [reconstruct], absent, density }
}
