import { useStore } from '@xyflow/react'
import { Map as MapIcon, Maximize, Minus, Plus } from 'lucide-react'
import { useEditorStore } from '../../store/use-editor.ts'
import { CommandButton } from '../commands/CommandButton.tsx'
import styles from './canvas.module.css'

/** Zoom, in the corner of the canvas. */
export function CanvasControls() {
  const store = useEditorStore()
  const zoom = useStore((flow) => Math.round(flow.transform[2] * 100))
  return (
    <div className={styles.controls} role="toolbar" aria-label="Zoom">
      <CommandButton command="zoomOut">
        <Minus />
      </CommandButton>
      <button
        type="button"
        className={styles.zoom}
        aria-label={`Zoom ${zoom} percent. Press for 100 percent.`}
        onClick={() => store.getState().canvas?.resetZoom()}
      >
        {zoom}%
      </button>
      <CommandButton command="zoomIn">
        <Plus />
      </CommandButton>
      <CommandButton command="fitAll">
        <Maximize />
      </CommandButton>
      <CommandButton command="toggleMinimap">
        <MapIcon />
      </CommandButton>
    </div>
  )
}
