// The graph on a plane that can be panned and zoomed. React Flow shows it; the document is the store's.
import {
  Background,
  BackgroundVariant,
  MiniMap,
  type NodeTypes,
  ReactFlow,
  ReactFlowProvider,
  useStore,
} from '@xyflow/react'
import '@xyflow/react/dist/base.css'
import { type KeyboardEvent, type MouseEvent, useState } from 'react'
import { documentOf } from '../../store/document/readings.ts'
import type { EditorStore } from '../../store/store.ts'
import { useEditor, useEditorStore } from '../../store/use-editor.ts'
import { CanvasControls } from './CanvasControls.tsx'
import styles from './canvas.module.css'
import { FrameBox } from './FrameBox.tsx'
import { Knife } from './Knife.tsx'
import { NodeCard } from './NodeCard.tsx'
import { NoteBox } from './NoteBox.tsx'
import { RefusalPopover } from './RefusalPopover.tsx'
import { useCanvasHandle } from './use-canvas-handle.ts'
import { useDropFromPalette } from './use-drop-from-palette.ts'
import { useFitOnOpen } from './use-fit-on-open.ts'
import { useNodeDrag } from './use-node-drag.ts'
import { useViewGraph } from './use-view-graph.ts'
import { Wire } from './Wire.tsx'
import { WireDragLayer } from './WireDragLayer.tsx'
import { distanceAt } from './zoom-distance.ts'

const nodeTypes: NodeTypes = { card: NodeCard, frame: FrameBox, note: NoteBox }
const edgeTypes = { wire: Wire }
const minimapSize = { width: 148, height: 96 }

const panning = {
  drag: { panOnDrag: [0, 1, 2], panOnScroll: false, selectionOnDrag: false, zoomOnScroll: true },
  scroll: { panOnDrag: [1, 2], panOnScroll: true, selectionOnDrag: true, zoomOnScroll: false },
}

export function Canvas() {
  return (
    <ReactFlowProvider>
      <Plane />
    </ReactFlowProvider>
  )
}

function Plane() {
  const store = useEditorStore()
  const [area, setArea] = useState<HTMLElement | null>(null)
  const graph = useViewGraph()
  const drag = useNodeDrag()
  const drop = useDropFromPalette()
  const settings = useEditor((state) => state.settings)
  const isEmpty = useEditor((state) => state.typed.nodes.size === 0 && documentOf(state).notes.length === 0)
  const [leftAt] = useState(() => store.getState().viewport)
  const distance = useStore((flow) => distanceAt(flow.transform[2]))
  useCanvasHandle(area)
  useFitOnOpen()

  function onDoubleClick(event: MouseEvent) {
    if (event.target instanceof Element && event.target.classList.contains('react-flow__pane')) {
      store.getState().openAddSearch({ at: [event.clientX, event.clientY] })
    }
  }

  return (
    <section
      ref={setArea}
      aria-label="Canvas"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the canvas handles keys, such as those that add a node.
      tabIndex={0}
      className={styles.canvas}
      data-canvas=""
      data-far={distance}
      onDoubleClick={onDoubleClick}
      onKeyDown={(event) => openInspector(event, store)}
      {...drop}
    >
      <ReactFlow
        {...graph}
        {...drag}
        {...panning[settings.panning]}
        {...(leftAt && { defaultViewport: leftAt })}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        nodesConnectable={false}
        edgesFocusable={false}
        edgesReconnectable={false}
        deleteKeyCode={null}
        multiSelectionKeyCode={['Meta', 'Control', 'Shift']}
        zoomOnDoubleClick={false}
        elevateNodesOnSelect={false}
        minZoom={0.12}
        maxZoom={2.5}
        onPaneClick={() => area && focusByPress(area)}
        aria-label="Graph"
      >
        <Background variant={BackgroundVariant.Dots} gap={22} size={1.4} />
        {settings.minimap && (
          <MiniMap pannable zoomable style={minimapSize} ariaLabel="Minimap" nodeBorderRadius={10} />
        )}
      </ReactFlow>
      {isEmpty && <EmptyHint />}
      <CanvasControls />
      <Knife area={area} />
      <WireDragLayer area={area} />
      <RefusalPopover />
    </section>
  )
}

/** Marked, because the keys mean other things to those who came by Tab; a browser's :focus-visible does not tell. */
function focusByPress(area: HTMLElement) {
  area.focus({ preventScroll: true })
  area.dataset.pressed = ''
  area.addEventListener('blur', () => delete area.dataset.pressed, { once: true })
}

/** Enter on a node goes to its parameters. */
function openInspector(event: KeyboardEvent, store: EditorStore) {
  if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || !(event.target instanceof HTMLElement)) return
  const { id } = event.target.dataset
  if (!id || !event.target.classList.contains('react-flow__node')) return
  event.preventDefault()
  store.getState().select([id])
  store.getState().setPanel('inspector', true)
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-inspector]')?.focus())
}

function EmptyHint() {
  const store = useEditorStore()
  return (
    <div className={styles.empty}>
      <p className={styles.emptyTitle}>An empty canvas</p>
      <p>
        Double-click anywhere to add a node, drag one from the left, or{' '}
        <button type="button" onClick={() => store.getState().openDialog('gallery')}>
          start with a template
        </button>
        .
      </p>
    </div>
  )
}
