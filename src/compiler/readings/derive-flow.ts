// Procedures of a normalising flow. The path from the data to the base density is run forward for the density and inverted for
// the sampler: log p(x) = log p(z) + log|det dz/dx| (Dinh et al. 2017, eq. 3).
import type { Endpoint } from '../../graph/document.ts'
import { type Shape, tensor } from '../../graph/signals.ts'
import type { TypedGraph, TypedNode } from '../inference/typed-graph.ts'
import { ProcedureBuilder } from '../program/procedure-builder.ts'
import type { Procedure, ProgramValue } from '../program/program.ts'
import type { FunctionTable } from '../program/program-calls.ts'
import { behindBypass } from './behind-bypass.ts'
import type { ReadObjective } from './chosen-objectives.ts'
import { backFromEnds, dataPath, noisyDensity } from './data-path.ts'
import type { Derivation } from './derivation.ts'

interface Flow {
  readonly typed: TypedGraph
  readonly functions: FunctionTable
  readonly objective: TypedNode
  /** Where the flow ends, with the shape of the latent there. */
  readonly ends: readonly { readonly endpoint: Endpoint; readonly shape: Shape }[]
  readonly base: Endpoint
  /** The tensor from which the flow starts. */
  readonly start: Endpoint
}

export function deriveFlow(
  typed: TypedGraph,
  { objective, reading }: ReadObjective<'flow'>,
  functions: FunctionTable,
): Derivation {
  const ends = reading.latents.flatMap((port) => {
    const endpoint = behindBypass(typed, objective.links[port]?.from)
    const signal = objective.inputs[port]
    return endpoint && signal?.signal === 'flow' ? [{ endpoint, shape: signal.shape }] : []
  })
  const base = behindBypass(typed, objective.links[reading.base]?.from)
  const paths = ends.flatMap(({ endpoint }) => dataPath(typed, endpoint) ?? [])
  const [path] = paths
  if (!base || !path) {
    const reason = 'The flow does not lead from the data to the base density.'
    const absent = ['sample', 'encode', 'inverse', 'logProb', 'interpolate'].map((name) => ({ name, reason }))
    return { procedures: [], absent, density: { density: 'none', sentence: reason } }
  }
  const flow: Flow = { typed, functions, objective, ends, base, start: path.start }
  const [densityCost, sampleCost] = ['one forward pass', 'one inverse pass']
  return {
    procedures: [
      sample(flow),
      encode(flow),
      inverse(flow),
      reconstruct(flow),
      logProb(flow, reading),
      interpolate(flow),
    ],
    absent: [],
    density: paths.some(({ drawsNoise }) => drawsNoise)
      ? { ...noisyDensity, densityCost, sampleCost }
      : {
          density: 'exact',
          sentence: 'Explicit, tractable density: log p(x) is exact, by the change of variables.',
          densityCost,
          sampleCost,
        },
  }
}

const latentName = (index: number): string => (index === 0 ? 'latent' : `latent${index + 1}`)

/** The example of given latents. */
function backwards(builder: ProcedureBuilder, flow: Flow, latents: readonly ProgramValue[]): ProgramValue {
  const ends = flow.ends.flatMap(({ endpoint }, i) => {
    const value = latents[i]
    return value ? [{ endpoint, value }] : []
  })
  return backFromEnds(flow.typed, builder, flow.start, ends, flow.objective.node.id)
}

function latentInputs(builder: ProcedureBuilder, flow: Flow): ProgramValue[] {
  return flow.ends.map(({ shape }, i) => builder.input(latentName(i), tensor(shape), 'Points of the latent space.'))
}

function sample(flow: Flow): Procedure {
  const builder = new ProcedureBuilder(flow.typed, flow.functions)
  const count = builder.count()
  const p = builder.value(flow.base)
  const latents = flow.ends.map(({ shape }, i) =>
    builder.operation(
      'math/draw',
      flow.base.node,
      { p, count },
      { name: latentName(i), signal: tensor(shape) },
      { shape },
      true,
    ),
  )
  const mean = backwards(builder, flow, latents)
  return builder.finish('sample', 'Draws from the base density, mapped through the inverse flow.', {
    mean,
    ...named(latents),
  })
}

const named = (latents: readonly ProgramValue[]): Record<string, ProgramValue> =>
  Object.fromEntries(latents.map((latent, i) => [latentName(i), latent]))

function forwards(builder: ProcedureBuilder, flow: Flow): ProgramValue[] {
  return flow.ends.map(({ endpoint }) => builder.as('tensor', builder.value(endpoint), endpoint.node))
}

function encode(flow: Flow): Procedure {
  const builder = new ProcedureBuilder(flow.typed, flow.functions)
  return builder.finish('encode', 'The exact latent of each example.', named(forwards(builder, flow)))
}

function inverse(flow: Flow): Procedure {
  const builder = new ProcedureBuilder(flow.typed, flow.functions)
  const mean = backwards(builder, flow, latentInputs(builder, flow))
  return builder.finish('inverse', 'The exact example of each latent.', { mean })
}

function reconstruct(flow: Flow): Procedure {
  const builder = new ProcedureBuilder(flow.typed, flow.functions)
  const mean = backwards(builder, flow, forwards(builder, flow))
  return builder.finish(
    'reconstruct',
    'Each example through the flow and its inverse; differences are rounding errors.',
    { mean },
  )
}

function logProb(flow: Flow, reading: ReadObjective<'flow'>['reading']): Procedure {
  const builder = new ProcedureBuilder(flow.typed, flow.functions)
  const base = builder.value(flow.base)
  const ports = reading.latents.filter((port) => flow.objective.inputs[port])
  const latents = ports.map((port): [string, ProgramValue] => [port, builder.inputOf(flow.objective, port)])
  const result = { name: 'logProb', signal: tensor([]) }
  const parts = { base, ...Object.fromEntries(latents) }
  const value = builder.operation('math/flow-log-prob', flow.objective.node.id, parts, result)
  return builder.finish('logProb', 'log p(x) of each example, in nats.', { logProb: value })
}

function interpolate(flow: Flow): Procedure {
  const builder = new ProcedureBuilder(flow.typed, flow.functions)
  const { id } = flow.objective.node
  const t = builder.input('t', tensor([]), 'Positions from 0 to 1, one per step.')
  const between = flow.ends.map(({ shape }, i) => {
    const signal = tensor(shape)
    const a = builder.input(`${latentName(i)}A`, signal, 'The latent at t = 0, one row.')
    const b = builder.input(`${latentName(i)}B`, signal, 'The latent at t = 1, one row.')
    return builder.operation('math/interpolate', id, { a, b, t }, { name: `between${i + 1}`, signal })
  })
  const mean = backwards(builder, flow, between)
  return builder.finish('interpolate', 'Examples on the line between two latents.', { mean })
}
