// Every node kind by family: dragged to the canvas, or added by a click or Enter. One stop of the Tab key; arrows lead on.
import { Search } from 'lucide-react'
import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import type { NodeDefinition } from '../../graph/definition.ts'
import { offeredKinds } from '../../graph/definitions-of.ts'
import { addNewNode } from '../../store/document/add-node.ts'
import type { EditorStore } from '../../store/store.ts'
import { useEditor, useEditorStore } from '../../store/use-editor.ts'
import { carryKind } from '../canvas/use-drop-from-palette.ts'
import { RoleGlyph } from '../signals/RoleGlyph.tsx'
import { familyTitles, searchKinds } from './kind-search.ts'
import styles from './palette.module.css'

export function Palette() {
  const store = useEditorStore()
  const definitions = useEditor((state) => state.typed.definitions)
  const [query, setQuery] = useState('')
  const [reached, setReached] = useState<string | null>(null)
  const list = useRef<HTMLDivElement>(null)
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

  const shown = groups.flatMap(({ kinds }) => kinds.map(({ definition }) => definition.kind))
  const stop = reached && shown.includes(reached) ? reached : shown[0]

  function onKeyDown(event: KeyboardEvent) {
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])]
    const { activeElement } = document
    const now = activeElement instanceof HTMLButtonElement ? buttons.indexOf(activeElement) : -1
    const to = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: buttons.length - 1 }[event.key]
    const next = to === undefined ? undefined : buttons[to]
    if (!next) return
    event.preventDefault()
    next.focus()
  }

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
            if (event.key === 'ArrowDown') onKeyDown(event)
            const [first] = found
            if (event.key === 'Enter' && query && first) addInMiddle(store, first.definition)
          }}
        />
      </label>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the buttons in it. */}
      <div ref={list} className={styles.list} onKeyDown={onKeyDown}>
        {groups
          .filter(({ kinds }) => kinds.length > 0)
          .map(({ title, kinds }) => (
            <section key={title} aria-label={title}>
              {!query && <h2 className={styles.family}>{title}</h2>}
              <ul>
                {kinds.map(({ definition }) => (
                  <li key={definition.kind}>
                    <Kind
                      definition={definition}
                      isReachable={definition.kind === stop}
                      onReached={() => setReached(definition.kind)}
                      onAdd={() => addInMiddle(store, definition)}
                    />
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

interface KindProps {
  readonly definition: NodeDefinition
  readonly isReachable: boolean
  readonly onReached: () => void
  readonly onAdd: () => void
}

function Kind({ definition, isReachable, onReached, onAdd }: KindProps) {
  const { kind, role, title, summary } = definition
  return (
    <button
      type="button"
      className={styles.kind}
      draggable
      tabIndex={isReachable ? 0 : -1}
      onFocus={onReached}
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
