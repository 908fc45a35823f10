// Drawing a wire by hand: from press to release, in terms of the store. The layer on the page only draws it.
import { type Endpoint, endpointKey, type Point, sameEndpoint } from '../../graph/document.ts'
import { connect, disconnect } from '../../graph/edits.ts'
import { checkWire, documentOf, wireAt } from '../../store/document/readings.ts'
import type { EditorStore } from '../../store/store.ts'
import type { Side } from '../../store/view/view-state.ts'

export interface PortAt {
  readonly end: Endpoint
  readonly side: Side
}

/** What lies under the pointer while a wire is dragged. */
export type Landing =
  | { readonly over: 'port'; readonly end: Endpoint; readonly refused: string | null }
  | { readonly over: 'nothing' }
  /** On a panel or beside the canvas: letting go there does nothing. */
  | { readonly over: 'outside' }

/** Begins a wire at a port; at a wired input it takes the wire off. */
export function beginWire(store: EditorStore, { end, side }: PortAt): void {
  const state = store.getState()
  const wire = side === 'input' ? wireAt(documentOf(state), end) : undefined
  if (wire) state.startWire({ end: wire.from, side: 'output' }, wire.to)
  else state.startWire({ end, side })
}

/** The port of a node that a wire would snap to: the first that fits, else the first on the right side. */
export function portToSnapTo(store: EditorStore, node: string): Endpoint | null {
  const { wireDrag, typed } = store.getState()
  const ports = typed.nodes.get(node)?.ports
  if (!wireDrag || !ports || node === wireDrag.end.node) return null
  const links = typed.nodes.get(node)?.links ?? {}
  const ends = Object.keys(wireDrag.side === 'output' ? ports.inputs : ports.outputs).map((port) => ({ node, port }))
  const fitting = ends.filter((end) => wireDrag.verdicts.get(endpointKey(end))?.allowed)
  return fitting.find(({ port }) => !links[port]) ?? fitting[0] ?? ends[0] ?? null
}

export function finishWire(store: EditorStore, landing: Landing, at: Point): void {
  const state = store.getState()
  const drag = state.wireDrag
  state.endWire()
  if (!drag || landing.over === 'outside') return
  const { end, side, lifted } = drag
  if (landing.over === 'nothing') {
    if (lifted) {
      state.edit((document) => disconnect(document, lifted))
      state.announce('Wire removed.')
    } else state.openAddSearch({ at, wire: { end, side } })
    return
  }
  const [from, to] = side === 'output' ? [end, landing.end] : [landing.end, end]
  if (lifted && sameEndpoint(lifted, to)) return
  const verdict = drag.verdicts.get(endpointKey(landing.end)) ?? checkWire(state, drag, landing.end)
  if (!verdict.allowed) {
    state.refuse({ at, reason: verdict.reason, fixes: verdict.fixes })
    return
  }
  state.edit((document) => connect(lifted ? disconnect(document, lifted) : document, from, to))
  state.announce(`Connected ${endpointKey(from)} to ${endpointKey(to)}.`)
}

/** Takes every wire off a port. */
export function cutWiresAt(store: EditorStore, { end, side }: PortAt): void {
  store.getState().edit((document) => {
    const here = document.wires.filter((wire) => sameEndpoint(side === 'input' ? wire.to : wire.from, end))
    return here.reduce((next, wire) => disconnect(next, wire.to), document)
  })
}
