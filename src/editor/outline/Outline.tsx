// The graph as a list, for those who do not use the canvas: frames with their nodes, and the nodes outside of frames.

import { type KeyboardEvent, useMemo } from 'react'
import { documentOf, titleOf } from '../../store/document/readings.ts'
import { useEditor, useEditorStore } from '../../store/use-editor.ts'
import { classNames } from '../../ui/class-names.ts'
import { nodeLabel } from '../canvas/node-label.ts'
import { RoleGlyph } from '../signals/RoleGlyph.tsx'
import styles from './outline.module.css'

export function Outline() {
  const document = useEditor(documentOf)
  const topology = useEditor((state) => state.typed.topology)
  const order = useMemo(() => [...topology.order, ...topology.cyclic], [topology])
  const framed = new Set(document.frames.flatMap((frame) => frame.nodes))
  if (order.length === 0) return <p className={styles.nothing}>No nodes yet.</p>
  return (
    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a tree is a list, and takes the keys of its items.
    <ul role="tree" aria-label="Nodes of the graph" className={styles.tree} onKeyDown={onTreeKey}>
      {document.frames.map((frame) => (
        <li
          key={frame.id}
          role="treeitem"
          aria-expanded="true"
          aria-selected="false"
          aria-label={frame.title}
          tabIndex={-1}
        >
          <p className={styles.frame}>{frame.title || 'Frame'}</p>
          {/* biome-ignore lint/a11y/useSemanticElements: a group inside a tree is not a fieldset. */}
          <ul role="group" className={styles.inside}>
            {order
              .filter((id) => frame.nodes.includes(id))
              .map((id) => (
                <Item key={id} id={id} isFirst={false} />
              ))}
          </ul>
        </li>
      ))}
      {order
        .filter((id) => !framed.has(id))
        .map((id, index) => (
          <Item key={id} id={id} isFirst={index === 0} />
        ))}
    </ul>
  )
}

function Item({ id, isFirst }: { readonly id: string; readonly isFirst: boolean }) {
  const store = useEditorStore()
  const graph = useEditor((state) => state.typed)
  const isSelected = useEditor((state) => state.selection.has(id))
  const typed = graph.nodes.get(id)
  if (!typed) return null
  const hasError = typed.problems.some((problem) => problem.severity === 'error')
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree takes the keys of all its items.
    <li
      role="treeitem"
      aria-selected={isSelected}
      aria-label={nodeLabel(typed, graph)}
      tabIndex={isSelected || isFirst ? 0 : -1}
      className={classNames(styles.item, isSelected && styles.selected)}
      onClick={() => store.getState().goTo(id)}
      onFocus={(event) => {
        if (event.currentTarget.matches(':focus-visible')) store.getState().select([id])
      }}
    >
      <RoleGlyph role={typed.definition?.role} />
      <span className={styles.title}>{titleOf(typed)}</span>
      {hasError && <span className={styles.error} aria-hidden="true" />}
    </li>
  )
}

function onTreeKey(event: KeyboardEvent<HTMLElement>) {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=treeitem]')]
  const now = document.activeElement instanceof HTMLElement ? items.indexOf(document.activeElement) : -1
  const to = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: items.length - 1 }[event.key]
  if (event.key === 'Enter') {
    event.preventDefault()
    document.querySelector<HTMLElement>('[data-inspector]')?.focus()
  }
  const target = to === undefined ? undefined : items[to]
  if (!target) return
  event.preventDefault()
  target.focus()
}
