// The right side: the selected node, or the whole model. A first visit shows a model; the forms of nodes are loaded when one is
// selected.
import { Suspense } from 'react'
import { inspectedNode, selectedNodes } from '../../store/document/readings.ts'
import { useEditor } from '../../store/use-editor.ts'
import { lazyPart } from '../../ui/lazy-part.tsx'
import { loadingWords } from '../../words/loading.ts'
import styles from './inspector.module.css'
import type { InspectorProps } from './inspector-props.ts'
import { ManyInspector } from './ManyInspector.tsx'
import { ModelInspector } from './ModelInspector.tsx'

const NodeInspector = lazyPart(
  loadingWords.nodeInspector,
  async () => (await import('./NodeInspector.tsx')).NodeInspector,
)

export function Inspector({ TrainingSettings }: InspectorProps) {
  const node = useEditor(inspectedNode)
  const count = useEditor((state) => selectedNodes(state).length)
  return (
    <div className={styles.inspector} data-inspector="" tabIndex={-1}>
      {node !== null && (
        <Suspense>
          <NodeInspector key={node} id={node} />
        </Suspense>
      )}
      {count === 0 && <ModelInspector TrainingSettings={TrainingSettings} />}
      {count > 1 && <ManyInspector count={count} />}
    </div>
  )
}
