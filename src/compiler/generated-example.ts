// A critic may judge an example together with a label, flattened or otherwise prepared. Where the real side and the fake
// one are prepared alike, what stands in the place of the data's example on the fake side is what the generator makes.
import { type Endpoint, endpointKey } from '../graph/document.ts'
import { sameJson } from '../graph/json.ts'
import { behindBypass } from './behind-bypass.ts'
import type { TypedGraph, TypedNode } from './typed-graph.ts'

export interface Counterparts {
  readonly real: Endpoint
  readonly fake: Endpoint
}

/** What is judged itself where the two sides are not prepared alike. */
export function generatedExample(typed: Pick<TypedGraph, 'nodes'>, judged: Counterparts): Counterparts {
  const found = new Map(counterparts(typed, judged).map((pair) => [endpointKey(pair.fake), pair]))
  const [only, ...more] = found.values()
  return only && more.length === 0 ? only : judged
}

function counterparts(typed: Pick<TypedGraph, 'nodes'>, pair: Counterparts): readonly Counterparts[] {
  const real = behindBypass(typed, pair.real)
  const fake = behindBypass(typed, pair.fake)
  if (!real || !fake || endpointKey(real) === endpointKey(fake)) return []
  const [ofReal, ofFake] = [typed.nodes.get(real.node), typed.nodes.get(fake.node)]
  if (!ofReal || !ofFake) return []
  const { definition } = ofReal
  if (definition?.role === 'source') {
    return definition.data(ofReal.params).columns[real.port] === 'example' ? [{ real, fake }] : []
  }
  if (real.port !== fake.port || !areAlike(ofReal, ofFake)) return []
  return Object.keys(ofReal.links).flatMap((port) => {
    const [left, right] = [ofReal.links[port]?.from, ofFake.links[port]?.from]
    return left && right ? counterparts(typed, { real: left, fake: right }) : []
  })
}

/** Two nodes that do the same, with nothing of their own to learn. */
const areAlike = (one: TypedNode, other: TypedNode): boolean =>
  one.node.kind === other.node.kind &&
  sameJson(one.params, other.params) &&
  [one, other].every(({ calls }) => calls.every(({ weights }) => Object.keys(weights).length === 0))
