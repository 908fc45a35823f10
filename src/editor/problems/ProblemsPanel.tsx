// All problems of the graph: choosing one goes to its node, its buttons fix it.

import { CircleCheck } from 'lucide-react'
import type { Problem } from '../../graph/problems.ts'
import { titleOf } from '../../store/document/readings.ts'
import { useEditor, useEditorStore } from '../../store/use-editor.ts'
import { Fixes } from './Fixes.tsx'
import styles from './problems.module.css'
import { severitySigns } from './severity-signs.ts'

const rank = { error: 0, warning: 1, info: 2 } as const

export function ProblemsPanel() {
  const problems = useEditor((state) => state.typed.problems)
  const isEmpty = useEditor((state) => state.typed.nodes.size === 0)
  if (isEmpty) return <p className={styles.none}>The graph is empty: add nodes, or start from a template.</p>
  if (problems.length === 0) {
    return (
      <p className={styles.none}>
        <CircleCheck size={15} aria-hidden="true" /> This graph has no problems.
      </p>
    )
  }
  const sorted = problems.toSorted((a, b) => rank[a.severity] - rank[b.severity])
  return (
    <ul className={styles.list} aria-label="Problems">
      {sorted.map((problem) => (
        <Row key={`${problem.node}/${problem.port}/${problem.field}/${problem.code}`} problem={problem} />
      ))}
    </ul>
  )
}

function Row({ problem }: { readonly problem: Problem }) {
  const store = useEditorStore()
  const { severity, message, node, port, fixes } = problem
  const title = useEditor((state) => {
    const typed = node === undefined ? undefined : state.typed.nodes.get(node)
    return typed && titleOf(typed)
  })
  const Sign = severitySigns[severity]
  return (
    <li className={styles.row}>
      <button
        type="button"
        className={styles.message}
        disabled={node === undefined}
        onClick={() => node !== undefined && store.getState().goTo(node)}
      >
        <Sign size={15} className={styles[severity]} role="img" aria-label={severity} />
        <span>{message}</span>
        {title && (
          <small>
            {title}
            {port && ` · ${port}`}
          </small>
        )}
      </button>
      <Fixes fixes={fixes} />
    </li>
  )
}
