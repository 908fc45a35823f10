// The path of a flow from its starting tensor: from the data to its base density, or between the data and the x of a likelihood.
import { type Endpoint, endpointKey } from '../../graph/document.ts'
import { type TensorSignal, tensor } from '../../graph/signals.ts'
import type { TypedGraph, TypedNode } from '../inference/typed-graph.ts'
import type { ProcedureBuilder } from '../program/procedure-builder.ts'
import type { Density, ProgramValue } from '../program/program.ts'
import { behindBypass } from './behind-bypass.ts'
import { flowInputBehind, flowPath } from './flow-path.ts'

export interface DataPath {
  /** The tensor from which the flow starts. */
  readonly start: Endpoint
  readonly startSignal: TensorSignal
  readonly end: Endpoint
  /** A transform on it draws noise, so that a density after it is a bound on that of the start. */
  readonly drawsNoise: boolean
}

/** Theis, van den Oord & Bethge (2016), section 3.1. */
export const noisyDensity: Pick<Density, 'density' | 'sentence'> = {
  density: 'bound',
  sentence:
    'Explicit density, bounded from below: log p is exact for the data with noise, and averaged over the noise it is at most log P(x) of the data itself.',
}

/** `undefined` if there is no flow at `end`, or it does not come from a tensor. */
export function dataPath(typed: Pick<TypedGraph, 'nodes'>, end: Endpoint | undefined): DataPath | undefined {
  let here = end
  let drawsNoise = false
  while (end && here) {
    const node = typed.nodes.get(here.node)
    const signal = node?.outputs[here.port]
    if (!node || !signal || (signal.signal !== 'flow' && signal.signal !== 'tensor')) return undefined
    if (signal.signal === 'tensor') {
      return here === end ? undefined : { start: here, startSignal: signal, end, drawsNoise }
    }
    const port = flowInputBehind(node, here.port)
    const runs = node.passes[here.port] === undefined && node.definition?.role === 'transform'
    drawsNoise ||= runs && node.definition.drawsNoise === true
    here = port === undefined ? undefined : node.links[port]?.from
  }
  return undefined
}

/** Between the data and an objective's observed input; undefined if there is no transform. */
export const observedPath = (typed: Pick<TypedGraph, 'nodes'>, objective: TypedNode, port: string) =>
  dataPath(typed, behindBypass(typed, objective.links[port]?.from))

/** What x stands for where the path starts, as a tensor. */
export function backToStart(
  typed: TypedGraph,
  builder: ProcedureBuilder,
  path: DataPath,
  x: ProgramValue,
): ProgramValue {
  return backFromEnds(typed, builder, path.start, [{ endpoint: path.end, value: x }], path.end.node)
}

/** Inverts a flow from values at all its ends.
 * @param node that conversions of these values belong to.
 */
export function backFromEnds(
  typed: TypedGraph,
  builder: ProcedureBuilder,
  start: Endpoint,
  ends: readonly { readonly endpoint: Endpoint; readonly value: ProgramValue }[],
  node: string,
): ProgramValue {
  const values = new Map(ends.map(({ endpoint, value }) => [endpointKey(endpoint), builder.as('flow', value, node)]))
  const path = flowPath(
    typed,
    ends.map(({ endpoint }) => endpoint),
  )
  return builder.as('tensor', builder.backward(start, { values, path }), start.node)
}

/** A log-density of x, or a log-weight with it, `[batch]`, as one of what the path starts from: + log|det dx/dstart|. */
export function withVolume(
  builder: ProcedureBuilder,
  path: DataPath | undefined,
  objective: TypedNode,
  value: ProgramValue,
  name: string,
): ProgramValue {
  if (!path) return value
  const parts = { logProb: value, x: builder.value(path.end) }
  return builder.operation('math/add-log-det', objective.node.id, parts, { name, signal: tensor([]) })
}

/** The same of an objective that is minus the mean of such a density: one more term, with the loss's sign. */
export function objectiveWithVolume(
  builder: ProcedureBuilder,
  typed: Pick<TypedGraph, 'nodes'>,
  objective: TypedNode,
  value: ProgramValue,
): ProgramValue {
  const { definition } = objective
  const reading = definition?.role === 'objective' ? definition.reading : undefined
  if (reading?.reading !== 'autoregressive' && reading?.reading !== 'latentVariable') return value
  const path = observedPath(typed, objective, reading.observed)
  if (!path || value.signal.signal !== 'objective') return value
  const before = value.signal.terms.length ? value.signal.terms : ['logProb']
  const parts = { objective: value, x: builder.value(path.end) }
  const signal = { signal: 'objective', terms: [...before, 'logDet'] } as const
  return builder.operation('math/count-volume', objective.node.id, parts, { name: 'withVolume', signal })
}
