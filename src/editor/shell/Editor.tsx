// The window: top bar, nodes on the left, canvas in the middle, inspector on the right, dock below.
import { type ComponentType, Suspense } from 'react'
import { useEditor, useEditorStore } from '../../store/use-editor.ts'
import { type PanelName, panelLimits } from '../../store/view/window-state.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { lazyPart } from '../../ui/lazy-part.tsx'
import { Splitter } from '../../ui/Splitter.tsx'
import { TooltipLayer } from '../../ui/TooltipLayer.tsx'
import { loadingWords } from '../../words/loading.ts'
import { Canvas } from '../canvas/Canvas.tsx'
import { useKeyboard } from '../commands/use-keyboard.ts'
import { Inspector } from '../inspector/Inspector.tsx'
import { AddSearch } from '../palette/AddSearch.tsx'
import { Dock } from './Dock.tsx'
import { DocumentTabs } from './DocumentTabs.tsx'
import type { DockTab } from './dock-tab.ts'
import styles from './editor.module.css'
import { LeftPanel } from './LeftPanel.tsx'
import { Notices } from './Notices.tsx'
import { OfDocument } from './OfDocument.tsx'
import { TopBar } from './TopBar.tsx'
import { useFileDrop } from './use-file-drop.ts'
import { useNarrowWindow } from './use-narrow-window.ts'
import { useTheme } from './use-theme.ts'

const OpenDialog = lazyPart(
  loadingWords.dialog,
  async () => (await import('../dialogs/OpenDialog.tsx')).OpenDialog,
  function Frame({ children }) {
    const { openDialog } = useEditorStore().getState()
    return (
      <Dialog title={loadingWords.notLoaded} onClose={() => openDialog(null)}>
        {children}
      </Dialog>
    )
  },
)

export interface EditorProps {
  readonly dockTabs: readonly DockTab[]
  /** Left of Share in the top bar. */
  readonly RunControls?: ComponentType
  readonly BackendStatus?: ComponentType
  /** In the inspector of the model. */
  readonly TrainingSettings?: ComponentType
}

export function Editor({ dockTabs, RunControls, BackendStatus, TrainingSettings }: EditorProps) {
  const { setPanel } = useEditorStore().getState()
  const panels = useEditor((state) => state.panels)
  const sizes = useEditor((state) => state.panelSizes)
  const announcement = useEditor((state) => state.announcement)
  const hasDialog = useEditor((state) => state.dialog !== null)
  useKeyboard()
  useTheme()
  useFileDrop()
  useNarrowWindow()
  return (
    <div
      className={styles.editor}
      style={{
        gridTemplateColumns: `${panels.left ? `${sizes.left}px` : '0'} minmax(0, 1fr) ${panels.inspector ? `${sizes.inspector}px` : '0'}`,
      }}
    >
      <TopBar RunControls={RunControls} BackendStatus={BackendStatus} />
      <DocumentTabs />
      {panels.left && (
        <aside className={styles.left} aria-label="Nodes">
          <LeftPanel />
          <PanelEdge panel="left" edge="right" label="Width of the nodes panel" />
        </aside>
      )}
      <main
        className={styles.centre}
        style={{ gridTemplateRows: `minmax(0, 1fr) ${panels.dock ? `${sizes.dock}px` : 'auto'}` }}
      >
        <OfDocument>
          <Canvas />
        </OfDocument>
        <section className={styles.dock} aria-label="Dock">
          {panels.dock && <PanelEdge panel="dock" edge="top" label="Height of the dock" />}
          <OfDocument>
            <Dock tabs={dockTabs} isOpen={panels.dock} onToggle={() => setPanel('dock', !panels.dock)} />
          </OfDocument>
        </section>
      </main>
      {panels.inspector && (
        <aside className={styles.right} aria-label="Inspector">
          <OfDocument>
            <Inspector TrainingSettings={TrainingSettings} />
          </OfDocument>
          <PanelEdge panel="inspector" edge="left" label="Width of the inspector" />
        </aside>
      )}
      <OfDocument>
        <AddSearch />
      </OfDocument>
      {hasDialog && (
        <Suspense fallback={null}>
          <OpenDialog />
        </Suspense>
      )}
      <Notices />
      <TooltipLayer />
      <p className="visually-hidden" role="status" aria-live="polite">
        {announcement}
      </p>
    </div>
  )
}

interface PanelEdgeProps {
  readonly panel: PanelName
  readonly edge: 'left' | 'right' | 'top'
  readonly label: string
}

function PanelEdge({ panel, edge, label }: PanelEdgeProps) {
  const { setPanel, resizePanel } = useEditorStore().getState()
  const size = useEditor((state) => state.panelSizes[panel])
  // The focus goes to the button that brings the panel back, since the edge goes with the panel.
  function collapse() {
    setPanel(panel, false)
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-toggles="${panel}"]`)?.focus())
  }
  return (
    <Splitter
      label={label}
      edge={edge}
      size={size}
      limits={panelLimits[panel]}
      onCollapse={collapse}
      onResize={(next) => resizePanel(panel, next)}
    />
  )
}
