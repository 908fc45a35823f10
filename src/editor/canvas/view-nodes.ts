// The document as React Flow wants it. Objects are taken over from the previous result where nothing about them
// changed, because React Flow renders again what is a new object.

import type { Edge, Node } from '@xyflow/react'
import { type Box, endpointKey, type GraphDocument, type Point } from '../../graph/document.ts'
import { lookup } from '../../graph/lookup.ts'
import type { ExpectedCard } from './expected-card.ts'
import type { Size } from './size.ts'

export type ViewNode = Node<Record<string, never>, 'card' | 'frame' | 'note'>
export type ViewWire = Edge<Record<string, never>, 'wire'>
export interface ViewInput {
  readonly document: GraphDocument
  /** Node ids in the order in which Tab visits them. */
  readonly order: readonly string[]
  readonly selection: ReadonlySet<string>
  /** Sizes on the page, as React Flow measured them. */
  readonly measured: ReadonlyMap<string, Size>
  readonly labels: ReadonlyMap<string, string>
  /** Of cards that are drawn only where they are in view; none where all are drawn. */
  readonly expected: ReadonlyMap<string, ExpectedCard>
}

const usualBox: Box = [0, 0, 220, 120]
const noData: Record<string, never> = {}

/** Frames first, because what comes later lies on top. */
export function viewNodes(input: ViewInput, previous: readonly ViewNode[]): readonly ViewNode[] {
  const { document, order } = input
  const { layout } = document
  const known = new Map(previous.map((node) => [node.id, node]))
  const next = [
    ...document.frames.map(({ id, title }) => boxed(input, id, 'frame', lookup(layout.frames, id), `Frame ${title}`)),
    ...order.map((id) => card(input, id, lookup(layout.nodes, id) ?? [0, 0])),
    ...document.notes.map(({ id, text }) =>
      boxed(input, id, 'note', lookup(layout.notes, id), `Note: ${text.slice(0, 80)}`),
    ),
  ]
  return next.map((node) => {
    const before = known.get(node.id)
    return before && sameNode(before, node) ? before : node
  })
}

function card({ selection, measured, labels, expected }: ViewInput, id: string, [x, y]: Point): ViewNode {
  const drawn = measured.get(id)
  const undrawn = drawn ? undefined : expected.get(id)
  const size = drawn ?? undrawn?.size
  return {
    id,
    type: 'card',
    data: noData,
    position: { x, y },
    selected: selection.has(id),
    ariaLabel: labels.get(id) ?? id,
    zIndex: selection.has(id) ? 1 : 0,
    ...(size ? { measured: size } : {}),
    ...(undrawn ? { handles: undrawn.handles } : {}),
  }
}

function boxed(
  { selection }: ViewInput,
  id: string,
  type: 'frame' | 'note',
  box: Box | undefined,
  ariaLabel: string,
): ViewNode {
  const [x, y, width, height] = box ?? usualBox
  return {
    id,
    type,
    data: noData,
    position: { x, y },
    width,
    height,
    measured: { width, height },
    selected: selection.has(id),
    ariaLabel,
    zIndex: type === 'frame' ? -1 : 0,
    ...(type === 'frame' ? { dragHandle: '[data-frame-handle]' } : {}),
  }
}

const sameNode = (a: ViewNode, b: ViewNode): boolean =>
  a.type === b.type &&
  a.position.x === b.position.x &&
  a.position.y === b.position.y &&
  a.selected === b.selected &&
  a.ariaLabel === b.ariaLabel &&
  a.handles === b.handles &&
  a.measured?.width === b.measured?.width &&
  a.measured?.height === b.measured?.height

/** A wire is named by its end, because an input takes one. */
export function viewWires(
  document: GraphDocument,
  selected: ReadonlySet<string>,
  previous: readonly ViewWire[],
): readonly ViewWire[] {
  const known = new Map(previous.map((wire) => [wire.id, wire]))
  return document.wires.map(({ from, to }) => {
    const id = endpointKey(to)
    const before = known.get(id)
    const isSelected = selected.has(id)
    if (before?.source === from.node && before.sourceHandle === from.port && before.selected === isSelected)
      return before
    return {
      id,
      type: 'wire',
      data: noData,
      source: from.node,
      sourceHandle: from.port,
      target: to.node,
      targetHandle: to.port,
      selected: isSelected,
    }
  })
}
