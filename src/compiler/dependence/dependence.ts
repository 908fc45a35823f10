// For an autoregressive model: which observed elements each value depends on, relative to the value's own position. Traced from
// the observed tensor through every node, call by call, using the kinds' declared mixing of positions.
import type { Reference } from '../../graph/definition.ts'
import { type Endpoint, endpointKey } from '../../graph/document.ts'
import type { Mixing } from '../../graph/mixing.ts'
import type { Fix } from '../../graph/problems.ts'
import type { TypedNode } from '../inference/typed-graph.ts'
import { endpointsBehind, type TypedNodes } from '../readings/upstream.ts'

/** In increasing order: nothing, the rows above, previous elements, those and the element itself, everything. */
const reaches = ['nothing', 'rowsAbove', 'before', 'upTo', 'everything'] as const

export interface Dependence {
  readonly reach: (typeof reaches)[number]
  /** The order that defines "before"; not yet determined on the observed tensor itself. */
  readonly order?: Order
  /** The call that made it depend on more than previous positions. */
  readonly cause?: Cause
}

interface Order {
  readonly name: string
  readonly ordersChannels: boolean
}

export interface Cause {
  readonly node: string
  readonly why: 'mixesAll' | 'otherOrder' | 'ownRow' | 'seesItself' | 'joins' | 'readsAround'
  readonly fix?: Fix
}

const nothing: Dependence = { reach: 'nothing' }
const further = (a: Dependence, b: Dependence): boolean => reaches.indexOf(a.reach) > reaches.indexOf(b.reach)
const everything = (node: string, why: Cause['why'], fix?: Fix): Dependence => ({
  reach: 'everything',
  cause: { node, why, ...(fix ? { fix } : {}) },
})

/** The elements at `observed` that the value at `end` depends on. */
export function dependenceOf(nodes: TypedNodes, end: Endpoint, observed: Endpoint): Dependence {
  const observedKey = endpointKey(observed)
  const behind = new Set(endpointsBehind(nodes, observed).map(endpointKey))
  const known = new Map<string, Dependence>()

  const valueAt = (from: Endpoint, reader: string): Dependence => {
    const key = endpointKey(from)
    if (key === observedKey) return { reach: 'upTo' }
    if (behind.has(key)) return everything(reader, 'readsAround')
    const found = known.get(key)
    if (found) return found
    // On a cycle a value is requested while it is being computed; the cycle is reported separately.
    known.set(key, nothing)
    const node = nodes.get(from.node)
    const value = node ? outputOf(node, from.port) : nothing
    known.set(key, value)
    return value
  }

  const inputOf = (node: TypedNode, port: string): Dependence => {
    const link = node.links[port]
    return link ? valueAt(link.from, node.node.id) : nothing
  }

  const outputOf = (node: TypedNode, port: string): Dependence => {
    const { definition, passes, params, inputs } = node
    const { id } = node.node
    const passed = passes[port]
    if (passed !== undefined) return inputOf(node, passed)
    // A node without this output lacks an input, which is reported separately.
    if (!definition || !Object.hasOwn(node.outputs, port)) return nothing
    const fix = definition.stricter?.({ node: id, params, inputs })
    const applied = definition.role === 'network' ? definition.applications?.[port] : undefined
    if (definition.mixing) {
      const whole = join(
        Object.keys(inputs).map((input) => inputOf(node, input)),
        id,
      )
      return advance(whole, definition.mixing({ node: id, params, inputs }), id, fix)
    }
    const results = new Map<string, Dependence>()
    const read = (reference: Reference): Dependence =>
      'input' in reference
        ? inputOf(node, applied ?? reference.input)
        : (results.get(`${reference.call}.${reference.port}`) ?? nothing)
    for (const call of node.calls) {
      const whole = join(Object.values(call.inputs).map(read), id)
      const mixing = call.definition.mixing?.({ node: id, params: call.params, inputs: call.inputSignals }) ?? 'all'
      const value = advance(whole, mixing, id, fix)
      for (const output of Object.keys(call.outputs)) results.set(`${call.path}.${output}`, value)
    }
    const result = node.results[applied === undefined ? port : 'y']
    return result ? read(result) : nothing
  }

  return valueAt(end, end.node)
}

/** The dependence of a node's outputs, given that of its inputs. */
function advance(value: Dependence, mixing: Mixing, node: string, fix: Fix | undefined): Dependence {
  if (value.reach === 'nothing' || value.reach === 'everything' || mixing === 'none') return value
  // Without the mixing it depends on what its input does, which an earlier mask must have restricted.
  if (mixing === 'all') return everything(node, 'mixesAll', value.reach === 'upTo' ? undefined : fix)
  if (mixing === 'channels') return value.order?.ordersChannels ? everything(node, 'otherOrder') : value
  const { reach } = mixing
  const order: Order = { name: mixing.order, ordersChannels: mixing.ordersChannels ?? false }
  if (!agree(value.order, order)) return everything(node, 'otherOrder')
  switch (reach) {
    case 'causal':
      if (value.reach !== 'upTo' || !fix || value.cause) return { ...value, order }
      return { ...value, order, cause: { node, why: 'seesItself', fix } }
    case 'strict':
      return { reach: value.reach === 'upTo' ? 'before' : value.reach, order }
    case 'rowsAbove':
      return { reach: 'rowsAbove', order }
    case 'rows':
      return value.reach === 'rowsAbove' ? value : everything(node, 'ownRow', fix)
    default:
      return reach satisfies never
  }
}

const agree = (a: Order | undefined, b: Order | undefined): boolean =>
  !a || !b || (a.name === b.name && a.ordersChannels === b.ordersChannels)

const join = (values: readonly Dependence[], node: string): Dependence =>
  values.reduce((a, b) => joinTwo(a, b, node), nothing)

function joinTwo(a: Dependence, b: Dependence, node: string): Dependence {
  const [most, least] = further(b, a) ? [b, a] : [a, b]
  if (least.reach === 'nothing' || most.reach === 'everything') return most
  if (!agree(most.order, least.order)) return everything(node, 'otherOrder')
  const order = most.order ?? least.order
  const joins = most.reach === 'upTo' && least.reach !== 'upTo'
  const cause = most.cause ?? (joins ? { node, why: 'joins' as const } : undefined)
  return { reach: most.reach, ...(order ? { order } : {}), ...(cause ? { cause } : {}) }
}
