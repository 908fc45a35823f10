import { type NodeProps, NodeResizer } from '@xyflow/react'
import { memo } from 'react'
import { setFrameTitle } from '../../graph/edits.ts'
import { useEditor, useEditorStore } from '../../store/use-editor.ts'
import { classNames } from '../../ui/class-names.ts'
import { EditableText } from '../../ui/EditableText.tsx'
import styles from './annotations.module.css'
import type { ViewNode } from './view-nodes.ts'

/** A titled box around nodes; dragging its title moves them all. */
export const FrameBox = memo(function FrameBox({ id, selected }: NodeProps<ViewNode>) {
  const store = useEditorStore()
  const title = useEditor((state) => state.typed.document.frames.find((frame) => frame.id === id)?.title)
  if (title === undefined) return null
  return (
    <>
      <NodeResizer isVisible={selected} minWidth={160} minHeight={100} lineClassName={styles.resizeLine ?? ''} />
      <div className={classNames(styles.frame, selected && styles.selected)}>
        <div className={styles.frameTitle} data-frame-handle="">
          <EditableText
            label="Frame title"
            value={title}
            onChange={(text) => store.getState().edit((document) => setFrameTitle(document, id, text))}
          />
        </div>
      </div>
    </>
  )
})
