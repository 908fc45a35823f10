// A critic may score an example together with a label, flattened or otherwise preprocessed. If the real and fake inputs are
// preprocessed alike, the fake counterpart of the data's example is the generator's output.
import { type Endpoint, endpointKey } from '../../graph/document.ts'
import { sameJson } from '../../graph/json.ts'
import { sizeOf } from '../../graph/signals.ts'
import type { TypedGraph, TypedNode } from '../inference/typed-graph.ts'
import { behindBypass } from '../readings/behind-bypass.ts'
import { dependsOn, endpointsBehind, type TypedNodes } from '../readings/upstream.ts'
import { nameOfColumn, withoutArranging } from './observed.ts'
import { columnAt } from './origins.ts'

export interface Counterparts {
  readonly real: Endpoint
  readonly fake: Endpoint
}

type Nodes = Pick<TypedGraph, 'nodes'>
/** Whether two values that are not preprocessed alike are what a game compares. */
type Compared = (nodes: TypedNodes, pair: Counterparts) => boolean

/** The scored value itself if the two sides are not preprocessed alike. */
export const generatedExample = (typed: Nodes, judged: Counterparts): Counterparts =>
  comparedIn(typed, judged, (nodes, pair) => exampleAt(nodes, pair.real) !== undefined && areOfOneSize(nodes, pair))

/** The same for codes: the draws on the real side, and the codes that should follow their distribution. */
export const comparedCodes = (typed: Nodes, judged: Counterparts): Counterparts =>
  comparedIn(typed, judged, (nodes, pair) => areCodes(nodes, pair) && areOfOneSize(nodes, pair))

function comparedIn(typed: Nodes, judged: Counterparts, isCompared: Compared): Counterparts {
  const found = new Map(counterparts(typed, judged, isCompared).map((pair) => [endpointKey(pair.fake), pair]))
  const [only, ...more] = found.values()
  return only && more.length === 0 ? only : judged
}

function counterparts(typed: Nodes, pair: Counterparts, isCompared: Compared): readonly Counterparts[] {
  const real = behindBypass(typed, pair.real)
  const fake = behindBypass(typed, pair.fake)
  if (!real || !fake || endpointKey(real) === endpointKey(fake)) return []
  const [ofReal, ofFake] = [typed.nodes.get(real.node), typed.nodes.get(fake.node)]
  if (!ofReal || !ofFake) return []
  if (ofReal.definition?.role === 'source' || real.port !== fake.port || !areAlike(ofReal, ofFake))
    return isCompared(typed.nodes, { real, fake }) ? [{ real, fake }] : []
  return Object.keys(ofReal.links).flatMap((port) => {
    const [left, right] = [ofReal.links[port]?.from, ofFake.links[port]?.from]
    return left && right ? counterparts(typed, { real: left, fake: right }, isCompared) : []
  })
}

/** The column of examples that the value at `end` is, up to layers that only rearrange its elements. */
function exampleAt(nodes: TypedNodes, end: Endpoint): Endpoint | undefined {
  const plain = withoutArranging(nodes, end)
  return columnAt(nodes.get(plain.node), plain.port) === 'example' ? plain : undefined
}

function areOfOneSize(nodes: TypedNodes, { real, fake }: Counterparts): boolean {
  const [one, other] = [real, fake].map(({ node, port }) => nodes.get(node)?.outputs[port])
  return one?.signal === 'tensor' && other?.signal === 'tensor' && sizeOf(one.shape) === sizeOf(other.shape)
}

/** The columns of examples that the real input is computed from. */
export const examplesBehind = (nodes: TypedNodes, real: Endpoint): readonly Endpoint[] =>
  endpointsBehind(nodes, real).filter(({ node, port }) => columnAt(nodes.get(node), port) === 'example')

/** Whether a game is on codes: its real input is not computed from data. */
export const areCodes = (nodes: TypedNodes, { real }: Pick<Counterparts, 'real'>): boolean =>
  examplesBehind(nodes, real).length === 0

/** Why the generator's output is not an example of the data; undefined if it is. */
export function whyNoExample(nodes: TypedNodes, pair: Counterparts): string | undefined {
  const examples = examplesBehind(nodes, pair.real)
  const [first] = examples
  if (!first) return 'The game is on codes or noise: its real input is not computed from data.'
  if (!areOfOneSize(nodes, { real: first, fake: pair.fake }))
    return 'The input of the discriminator is not an example by itself, and it is unclear which part of it is.'
  const read = readBy(nodes, pair)
  return read && `The fakes are computed from ${nameOfColumn(nodes, read)} itself, so there is nothing new to sample.`
}

/** The column of real examples that the fakes are computed from, if any. */
export const readBy = (nodes: TypedNodes, { real, fake }: Counterparts): Endpoint | undefined =>
  examplesBehind(nodes, real).find((column) => dependsOn(nodes, fake, column))

/** Whether two nodes compute the same function, without weights. */
const areAlike = (one: TypedNode, other: TypedNode): boolean =>
  one.node.kind === other.node.kind &&
  sameJson(one.params, other.params) &&
  [one, other].every(({ calls }) => calls.every(({ weights }) => Object.keys(weights).length === 0))
