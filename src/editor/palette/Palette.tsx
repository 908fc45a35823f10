// Every node kind by family: dragged to the canvas, or added by a click or Enter.
import { Search } from 'lucide-react'
import { useMemo, useState } from 'react'
import { type NodeDefinition, offeredKinds } from '../../graph/definition.ts'
import { addNewNode } from '../../store/add-node.ts'
import type { EditorStore } from '../../store/store.ts'
import { useEditor, useEditorStore } from '../../store/use-editor.ts'
import { carryKind } from '../canvas/use-drop-from-palette.ts'
import { RoleGlyph } from '../signals/RoleGlyph.tsx'
import { familyTitles, searchKinds } from './kind-search.ts'
import styles from './palette.module.css'

export function Palette() {
  const store = useEditorStore()
  const definitions = useEditor((state) => state.definitions)
  const [query, setQuery] = useState('')
  const found = useMemo(
    () =>
      searchKinds(
        offeredKinds(definitions).map((definition) => ({ definition })),
        query,
      ),
    [definitions, query],
  )
  const groups = query
    ? [{ title: 'Found', kinds: found }]
    : Object.entries(familyTitles).map(([family, title]) => ({
        title,
        kinds: found.filter(({ definition }) => definition.family === family),
      }))

  return (
    <div className={styles.palette}>
      <label className={styles.search}>
        <Search size={14} aria-hidden="true" />
        <input
          type="search"
          aria-label="Search nodes to add"
          placeholder="Search nodes"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setQuery('')
            const [first] = found
            if (event.key === 'Enter' && query && first) addInMiddle(store, first.definition)
          }}
        />
      </label>
      <div className={styles.list}>
        {groups
          .filter(({ kinds }) => kinds.length > 0)
          .map(({ title, kinds }) => (
            <section key={title} aria-label={title}>
              {!query && <h2 className={styles.family}>{title}</h2>}
              <ul>
                {kinds.map(({ definition }) => (
                  <li key={definition.kind}>
                    <Kind definition={definition} onAdd={() => addInMiddle(store, definition)} />
                  </li>
                ))}
              </ul>
            </section>
          ))}
        {found.length === 0 && <p className={styles.nothing}>No node matches “{query}”.</p>}
      </div>
    </div>
  )
}

function Kind({ definition, onAdd }: { readonly definition: NodeDefinition; readonly onAdd: () => void }) {
  const { kind, role, title, summary } = definition
  return (
    <button
      type="button"
      className={styles.kind}
      draggable
      aria-label={`Add ${title}`}
      aria-description={summary}
      data-tooltip={summary}
      data-tooltip-side="right"
      onClick={onAdd}
      onDragStart={(event) => carryKind(event, kind)}
    >
      <RoleGlyph role={role} />
      {title}
    </button>
  )
}

const halfCard = [96, 50] as const

function addInMiddle(store: EditorStore, { kind }: NodeDefinition) {
  const [x, y] = store.getState().canvas?.middle() ?? [0, 0]
  addNewNode(store, kind, [x - halfCard[0], y - halfCard[1]])
}
