// The right side: the selected node, or the whole model.
import { inspectedNode, selectedNodes } from '../../store/document/readings.ts'
import { useEditor } from '../../store/use-editor.ts'
import styles from './inspector.module.css'
import type { InspectorProps } from './inspector-props.ts'
import { ManyInspector } from './ManyInspector.tsx'
import { ModelInspector } from './ModelInspector.tsx'
import { NodeInspector } from './NodeInspector.tsx'

export function Inspector({ TrainingSettings }: InspectorProps) {
  const node = useEditor(inspectedNode)
  const count = useEditor((state) => selectedNodes(state).length)
  return (
    <div className={styles.inspector} data-inspector="" tabIndex={-1}>
      {node !== null && <NodeInspector key={node} id={node} />}
      {count === 0 && <ModelInspector TrainingSettings={TrainingSettings} />}
      {count > 1 && <ManyInspector count={count} />}
    </div>
  )
}
