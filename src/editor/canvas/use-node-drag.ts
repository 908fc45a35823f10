// Dragging nodes: one step of undo, joining and leaving frames, and being put on a wire by dropping a node there.

import type { OnNodeDrag } from '@xyflow/react'
import { useMemo } from 'react'
import type { Endpoint } from '../../graph/document.ts'
import { findNode } from '../../graph/document.ts'
import { insertOnWire } from '../../graph/edits.ts'
import { regroup } from '../../store/document/frames.ts'
import { makeRoom } from '../../store/document/make-room.ts'
import { sizeOf } from '../../store/document/node-sizes.ts'
import { documentOf, insertionPorts, titleOf } from '../../store/document/readings.ts'
import { useEditorStore } from '../../store/use-editor.ts'
import { bringIntoView, cardsInView } from '../../store/view/keep-in-view.ts'
import type { ViewNode } from './view-nodes.ts'
import { type Corners, wiresThrough } from './wires-on-page.ts'

export function useNodeDrag() {
  const store = useEditorStore()
  return useMemo(() => {
    /** The wire under a node that has none yet and fits there. */
    function targetOf(node: ViewNode, dragged: readonly ViewNode[]): string | null {
      const state = store.getState()
      const { wires } = documentOf(state)
      const isLoose =
        node.type === 'card' && !wires.some(({ from, to }) => from.node === node.id || to.node === node.id)
      if (!isLoose || dragged.length !== 1) return null
      const { width = 0, height = 0 } = node.measured ?? {}
      const corners: Corners = [
        [node.position.x, node.position.y],
        [node.position.x + width, node.position.y + height],
      ]
      return wiresThrough(corners).find((wire) => insertionPorts(state, endOf(wire), node.id)) ?? null
    }

    const onNodeDragStart: OnNodeDrag<ViewNode> = () => store.getState().endGesture()
    const onNodeDrag: OnNodeDrag<ViewNode> = (_, node, dragged) => store.getState().aimAtWire(targetOf(node, dragged))
    const onNodeDragStop: OnNodeDrag<ViewNode> = (_, node, dragged) => {
      const wire = targetOf(node, dragged)
      const state = store.getState()
      state.aimAtWire(null)
      const ports = wire === null ? null : insertionPorts(state, endOf(wire), node.id)
      const inserted = findNode(documentOf(state), node.id)
      if (wire !== null && ports && inserted) {
        const seen = cardsInView(state)
        state.edit((document) => {
          const wired = insertOnWire(document, endOf(wire), inserted, ports)
          return makeRoom(wired, node.id, sizeOf(state))
        }, 'drag')
        bringIntoView(store.getState(), [...seen, node.id])
        const typed = state.typed.nodes.get(node.id)
        state.announce(`Put ${typed ? titleOf(typed) : node.id} on the wire.`)
      }
      const moved = new Set(dragged.filter(({ type }) => type === 'card').map(({ id }) => id))
      state.edit((document) => regroup(document, moved, sizeOf(state)), 'drag')
      state.endGesture()
    }
    return { onNodeDragStart, onNodeDrag, onNodeDragStop }
  }, [store])
}

function endOf(wire: string): Endpoint {
  const [node = '', port = ''] = wire.split('.')
  return { node, port }
}
