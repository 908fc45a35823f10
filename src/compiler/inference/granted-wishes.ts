// Fixes that no single node can offer: an input requests a different shape or range, and an upstream node can provide it.

import type { Endpoint } from '../../graph/document.ts'
import type { Fix, Problem, Wish } from '../../graph/problems.ts'
import { type FlowSignal, type Signal, sameShape, type TensorSignal } from '../../graph/signals.ts'
import { behindBypass } from '../readings/behind-bypass.ts'
import type { TypedNodes } from '../readings/upstream.ts'
import { titleOf } from './title-of.ts'
import type { TypedNode } from './typed-graph.ts'

/** The same problems, each preceded by the fix that grants its request, if there is one. */
export function withGrantedWishes(nodes: TypedNodes, problems: readonly Problem[]): readonly Problem[] {
  return problems.map((problem) => {
    const { wish, node, port } = problem
    if (!wish || node === undefined || port === undefined) return problem
    const fix = grant(nodes, nodes.get(node)?.links[port]?.from, wish)
    return fix ? { ...problem, fixes: [fix, ...problem.fixes] } : problem
  })
}

/** The smallest change that works. */
function grant(nodes: TypedNodes, end: Endpoint | undefined, wish: Wish): Fix | undefined {
  const granted = grantedAt(nodes, end, wish)
  const fix = granted && wish.andThen ? both(granted, wish.andThen) : granted
  const other = wish.orElse && grant(nodes, end, wish.orElse)
  if (!fix || !other) return fix ?? other
  return other.edits.length < fix.edits.length ? other : fix
}

const both = (first: Fix, then: Fix): Fix => ({
  title: `${first.title}, then ${then.title.charAt(0).toLowerCase()}${then.title.slice(1)}`,
  edits: [...first.edits, ...then.edits],
})

/** The fix of the nearest node that can provide it, through nodes that do not affect what is requested. */
function grantedAt(nodes: TypedNodes, end: Endpoint | undefined, wish: Wish): Fix | undefined {
  const at = behindBypass({ nodes }, end)
  const typed = at && nodes.get(at.node)
  if (!at || !typed?.definition || !typed.outputs[at.port]) return undefined
  const fix = typed.definition.granting?.(typed.params, wish, at, typed.outputs[at.port])
  if (fix) return { ...fix, title: `${fix.title} in ${titleOf(typed)}` }
  if (wish.range && typed.definition.movesElements) return grantedWithout(nodes, typed, wish)
  return grantedAt(nodes, passedOn(typed, at.port, wish), wish)
}

/** If a layer moves elements out of the requested range, they have it before the layer, or can be given it there. */
function grantedWithout(nodes: TypedNodes, typed: TypedNode, wish: Wish): Fix | undefined {
  const [[port, taken] = []] = Object.entries(typed.inputs)
  if (port === undefined || !taken || !isStream(taken)) return undefined
  const remove: Fix = {
    title: `Remove ${titleOf(typed)}`,
    edits: [{ edit: 'removeNode', node: typed.node.id, reconnect: true }],
  }
  if (taken.range === wish.range) return remove
  const before = grantedAt(nodes, typed.links[port]?.from, wish)
  return before && both(before, remove)
}

/** The input whose shape or range a node passes on. */
function passedOn({ inputs, outputs, links }: TypedNode, port: string, wish: Wish): Endpoint | undefined {
  const given = outputs[port]
  const tensors = Object.entries(inputs).filter(([, signal]) => isStream(signal))
  const [[name, taken] = []] = tensors
  if (tensors.length !== 1 || name === undefined || !taken || !given) return undefined
  const isPassedOn = wish.shape ? haveSameShape(taken, given) : haveSameRange(taken, given)
  return isPassedOn ? links[name]?.from : undefined
}

const haveSameShape = (a: Signal, b: Signal): boolean =>
  'shape' in a && 'shape' in b && a.shape !== 'any' && b.shape !== 'any' && sameShape(a.shape, b.shape)

const haveSameRange = (a: Signal, b: Signal): boolean => isStream(a) && isStream(b) && a.range === b.range

const isStream = (signal: Signal): signal is TensorSignal | FlowSignal =>
  signal.signal === 'tensor' || signal.signal === 'flow'
