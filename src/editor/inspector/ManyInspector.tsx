import { Copy, Frame, Trash2 } from 'lucide-react'
import { selectedNodes } from '../../store/document/readings.ts'
import { useEditor } from '../../store/use-editor.ts'
import { CommandButton } from '../commands/CommandButton.tsx'
import { fullCount } from '../signals/quantities.ts'
import styles from './inspector.module.css'
import { ModeButtons } from './ModeButtons.tsx'

/** Several nodes at once: what can be done to all of them. */
export function ManyInspector({ count }: { readonly count: number }) {
  const weights = useEditor((state) =>
    selectedNodes(state).reduce((total, id) => total + (state.typed.nodes.get(id)?.parameterCount ?? 0), 0),
  )
  return (
    <>
      <header className={styles.head}>
        <div className={styles.names}>
          <h2 className={styles.plainTitle}>{count} nodes</h2>
          <p className={styles.plainKind}>{fullCount(weights)} weights together</p>
        </div>
      </header>
      <div role="toolbar" aria-label="Selected nodes" className={styles.many}>
        <CommandButton command="frame">
          <Frame />
        </CommandButton>
        <CommandButton command="duplicate">
          <Copy />
        </CommandButton>
        <ModeButtons />
        <CommandButton command="delete">
          <Trash2 />
        </CommandButton>
      </div>
    </>
  )
}
