// Nodes and wires for React Flow, and its changes turned into edits of the document.
import type { EdgeChange, NodeChange } from '@xyflow/react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useEditor, useEditorStore } from '../../store/use-editor.ts'
import { applySelection, readNodeChanges, readWireChanges } from './apply-changes.ts'
import { expectedCard } from './expected-card.ts'
import { nodeLabels } from './node-label.ts'
import type { Size } from './size.ts'
import { type ViewNode, type ViewWire, viewNodes, viewWires } from './view-nodes.ts'

/** With fewer nodes, keeping all of them on the page makes panning smoother. */
const manyNodes = 150

export function useViewGraph() {
  const store = useEditorStore()
  const typed = useEditor((state) => state.typed)
  const selection = useEditor((state) => state.selection)
  const selectedWires = useEditor((state) => state.selectedWires)
  const [measured, setMeasured] = useState<ReadonlyMap<string, Size>>(new Map())
  const known = useRef<{ nodes: readonly ViewNode[]; edges: readonly ViewWire[] }>({ nodes: [], edges: [] })

  const { document, nodes: typedNodes, topology } = typed
  // biome-ignore lint/correctness/useExhaustiveDependencies: the labels depend on the nodes, not on where they lie.
  const labels = useMemo(() => nodeLabels(typed), [typedNodes])
  const expected = useMemo(
    () => new Map([...(typedNodes.size > manyNodes ? typedNodes : [])].map(([id, node]) => [id, expectedCard(node)])),
    [typedNodes],
  )
  const order = useMemo(() => [...topology.order, ...topology.cyclic], [topology])
  const nodes = useMemo(
    () => viewNodes({ document, order, selection, measured, labels, expected }, known.current.nodes),
    [document, order, selection, measured, labels, expected],
  )
  const edges = useMemo(() => viewWires(document, selectedWires, known.current.edges), [document, selectedWires])
  useEffect(() => {
    known.current = { nodes, edges }
  }, [nodes, edges])

  const onNodesChange = useCallback(
    (changes: NodeChange<ViewNode>[]) => {
      const { edit, gesture, selected, measured: sizes } = readNodeChanges(changes)
      const state = store.getState()
      if (edit) state.edit(edit, gesture)
      if (selected.size > 0) {
        // Wires are reported apart; a selection of both keeps the wires.
        state.changeSelection({ selection: applySelection(state.selection, selected) })
      }
      if (sizes.size > 0) setMeasured((before) => new Map([...before, ...sizes]))
    },
    [store],
  )
  const onEdgesChange = useCallback(
    (changes: EdgeChange<ViewWire>[]) => {
      const selected = readWireChanges(changes)
      if (selected.size === 0) return
      const state = store.getState()
      state.changeSelection({ selectedWires: applySelection(state.selectedWires, selected) })
    },
    [store],
  )
  // React Flow's own types ask for arrays that may be changed.
  return {
    nodes: nodes as ViewNode[],
    edges: edges as ViewWire[],
    onNodesChange,
    onEdgesChange,
    onlyRenderVisibleElements: expected.size > 0,
  }
}
