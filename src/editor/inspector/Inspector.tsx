import { inspectedNode, selectedNodes } from '../../store/readings.ts'
import { useEditor } from '../../store/use-editor.ts'
import styles from './inspector.module.css'

export function Inspector() {
  const node = useEditor(inspectedNode)
  const count = useEditor((state) => selectedNodes(state).length)
  return (
    <div className={styles.inspector} data-inspector="" tabIndex={-1}>
      {node ?? count}
    </div>
  )
}
