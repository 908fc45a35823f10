// Procedures of a latent-variable model with an evidence lower bound: the graph is cut at the draw z from the posterior q(z|x),
// and everything after z is the decoder (Kingma & Welling 2014, section 2).

import type { Endpoint } from '../../graph/document.ts'
import type { ObjectiveReading } from '../../graph/reading.ts'
import { rangeOfMean, type TensorSignal, tensor } from '../../graph/signals.ts'
import { titleOf } from '../inference/title-of.ts'
import type { TypedGraph, TypedNode } from '../inference/typed-graph.ts'
import { ProcedureBuilder } from '../program/procedure-builder.ts'
import type { ProgramValue } from '../program/program.ts'
import type { FunctionTable } from '../program/program-calls.ts'
import { behindBypass } from './behind-bypass.ts'
import { backToStart, type DataPath, observedPath, withVolume } from './data-path.ts'
import type { Derivation } from './derivation.ts'
import { dependsOn } from './upstream.ts'

type LatentVariableReading = Extract<ObjectiveReading, { readonly reading: 'latentVariable' }>

interface Model {
  readonly typed: TypedGraph
  readonly functions: FunctionTable
  readonly objective: TypedNode
  /** The objective's input for x, and the transforms between the data and it. */
  readonly observed: string
  readonly path: DataPath | undefined
  readonly likelihood: Endpoint
  readonly posterior: Endpoint
  readonly prior: Endpoint
  /** The draw z from the posterior. */
  readonly latent: Endpoint
  readonly latentShape: readonly number[]
  /** The mean of p(x|z): for binary outcomes a probability. */
  readonly mean: TensorSignal
}

export function deriveLatentVariable(
  typed: TypedGraph,
  objective: TypedNode,
  reading: LatentVariableReading,
  functions: FunctionTable,
): Derivation {
  const model = readModel(typed, objective, reading, functions)
  if ('reason' in model) {
    const names = ['sample', 'encode', 'decode', 'reconstruct', 'interpolate', 'logProb']
    return {
      procedures: [],
      absent: names.map((name) => ({ name, reason: model.reason })),
      density: { density: 'none', sentence: model.reason },
    }
  }
  return {
    procedures: [encode(model), decode(model), sample(model), reconstruct(model), interpolate(model), logWeight(model)],
    absent: [
      { name: 'logProb', reason: 'The integral over the latent has no closed form: the objective is a lower bound.' },
      { name: 'inverse', reason: 'The decoder is not invertible.' },
    ],
    density: {
      density: 'bound',
      sentence: 'Explicit density, bounded from below: log p(x) is at least the evidence lower bound.',
      densityCost: 'one pass through the encoder and K through the decoder for K importance samples',
      sampleCost: 'one pass through the decoder',
    },
  }
}

function readModel(
  typed: TypedGraph,
  objective: TypedNode,
  reading: LatentVariableReading,
  functions: FunctionTable,
): Model | { readonly reason: string } {
  const end = (port: string): Endpoint | undefined => behindBypass(typed, objective.links[port]?.from)
  const [observed, likelihood, posterior, prior] = [
    end(reading.observed),
    end(reading.likelihood),
    end(reading.posterior),
    end(reading.prior),
  ]
  if (!observed || !likelihood || !posterior || !prior) return { reason: 'The objective is not fully connected.' }
  const sampler = typed.nodes.get(posterior.node)
  const draws = sampler?.definition && 'draws' in sampler.definition ? sampler.definition.draws : undefined
  if (!sampler || draws?.distribution !== posterior.port) {
    return { reason: 'The posterior does not come from a sampler, so there is no latent draw.' }
  }
  const z = sampler.outputs[draws.value]
  const x = objective.inputs[reading.observed]
  if (z?.signal !== 'tensor' || x?.signal !== 'tensor') return { reason: 'The latent is not a tensor.' }
  const latent = { node: posterior.node, port: draws.value }
  if (!dependsOn(typed.nodes, likelihood, latent)) {
    return { reason: `The likelihood does not depend on the draw of ${titleOf(sampler)}.` }
  }
  const mean = tensor(x.shape, rangeOfMean(x.range))
  const path = observedPath(typed, objective, reading.observed)
  return {
    typed,
    functions,
    objective,
    observed: reading.observed,
    path,
    likelihood,
    posterior,
    prior,
    latent,
    latentShape: z.shape,
    mean,
  }
}

const builderOf = ({ typed, functions }: Model): ProcedureBuilder => new ProcedureBuilder(typed, functions)

/** The mean of p(x|z), in the form of the data, for a given or provided z. */
function decodeWith(builder: ProcedureBuilder, model: Model, latent: ProgramValue): ProgramValue {
  builder.substitute(model.latent, latent)
  const p = builder.value(model.likelihood)
  const mean = builder.operation('math/mean', model.likelihood.node, { p }, { name: 'mean', signal: model.mean })
  return model.path ? backToStart(model.typed, builder, model.path, mean) : mean
}

function posteriorMean(builder: ProcedureBuilder, model: Model): ProgramValue {
  const q = builder.value(model.posterior)
  const signal = tensor(model.latentShape)
  return builder.operation('math/mean', model.posterior.node, { p: q }, { name: 'latent', signal })
}

function encode(model: Model) {
  const builder = builderOf(model)
  return builder.finish('encode', 'The posterior mean of the latent for each example.', {
    latent: posteriorMean(builder, model),
  })
}

function decode(model: Model) {
  const builder = builderOf(model)
  const latent = builder.input('latent', tensor(model.latentShape), 'Latent vectors.')
  return builder.finish('decode', 'The mean of p(x|z) for each latent.', { mean: decodeWith(builder, model, latent) })
}

function sample(model: Model) {
  const builder = builderOf(model)
  const count = builder.input('count', { signal: 'count' }, 'Number of examples to draw.')
  const p = builder.value(model.prior)
  const params = { shape: model.latentShape }
  const drawn = { name: 'latent', signal: tensor(model.latentShape) }
  const latent = builder.operation('math/draw', model.prior.node, { p, count }, drawn, params, true)
  const mean = decodeWith(builder, model, latent)
  return builder.finish('sample', 'Latents drawn from the prior, and the mean of p(x|z) for each.', { mean, latent })
}

function reconstruct(model: Model) {
  const builder = builderOf(model)
  const mean = decodeWith(builder, model, posteriorMean(builder, model))
  return builder.finish('reconstruct', 'Each example decoded from its posterior mean.', { mean })
}

function interpolate(model: Model) {
  const builder = builderOf(model)
  const a = builder.input('a', tensor(model.latentShape), 'The latent at t = 0, one row.')
  const b = builder.input('b', tensor(model.latentShape), 'The latent at t = 1, one row.')
  const t = builder.input('t', tensor([]), 'Positions from 0 to 1, one per step.')
  const signal = tensor(model.latentShape)
  const between = builder.operation('math/interpolate', model.latent.node, { a, b, t }, { name: 'between', signal })
  const mean = decodeWith(builder, model, between)
  return builder.finish('interpolate', 'Decoded points on the line between two latents.', { mean })
}

/** One importance weight per example: log p(x|z) + log p(z) - log q(z|x), z ~ q(z|x) (Burda et al. 2016, eq. 8). */
function logWeight(model: Model) {
  const builder = builderOf(model)
  const x = builder.inputOf(model.objective, model.observed)
  const posterior = builder.value(model.posterior)
  const z = builder.value(model.latent)
  const likelihood = builder.value(model.likelihood)
  const prior = builder.value(model.prior)
  const parts = { x, z, likelihood, posterior, prior }
  const result = { name: model.path ? 'logWeightOfX' : 'logWeight', signal: tensor([]) }
  const ofX = builder.operation('math/importance-weight', model.objective.node.id, parts, result)
  const weight = withVolume(builder, model.path, model.objective, ofX, 'logWeight')
  return builder.finish('logWeight', 'One log importance weight per example, in nats, for one draw of the latent.', {
    weight,
  })
}
