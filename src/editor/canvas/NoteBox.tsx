import { type NodeProps, NodeResizer } from '@xyflow/react'
import { memo } from 'react'
import { setNoteText } from '../../graph/edits.ts'
import { useEditor, useEditorStore } from '../../store/use-editor.ts'
import { classNames } from '../../ui/class-names.ts'
import styles from './annotations.module.css'
import type { ViewNode } from './view-nodes.ts'

/** A few words on the canvas. Selected, it can be written in. */
export const NoteBox = memo(function NoteBox({ id, selected }: NodeProps<ViewNode>) {
  const store = useEditorStore()
  const text = useEditor((state) => state.typed.document.notes.find((note) => note.id === id)?.text)
  if (text === undefined) return null
  return (
    <>
      <NodeResizer isVisible={selected} minWidth={120} minHeight={60} lineClassName={styles.resizeLine ?? ''} />
      <div className={classNames(styles.note, selected && styles.selected)}>
        {selected ? (
          <textarea
            className={`${styles.noteText} nodrag nowheel`}
            aria-label="Note"
            placeholder="Write a note…"
            value={text}
            onChange={(event) => {
              const { value } = event.target
              store.getState().edit((document) => setNoteText(document, id, value), `note ${id}`)
            }}
            onBlur={() => store.getState().endGesture()}
          />
        ) : (
          <p className={styles.noteText}>{text || 'Empty note'}</p>
        )}
      </div>
    </>
  )
})
