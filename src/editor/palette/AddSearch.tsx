// Search for a node to add, where the pointer is. With a dangling wire it lists only what the wire can be connected to.
import { Search } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import type { NodeDefinition } from '../../graph/definition.ts'
import { offeredKinds } from '../../graph/definitions-of.ts'
import { addNewNode } from '../../store/document/add-node.ts'
import { fittingKinds } from '../../store/document/readings.ts'
import { useEditor, useEditorStore } from '../../store/use-editor.ts'
import type { DanglingWire, AddSearch as Request } from '../../store/view/view-state.ts'
import { Floating } from '../../ui/Floating.tsx'
import { useListChoice } from '../../ui/use-list-choice.ts'
import { RoleGlyph } from '../signals/RoleGlyph.tsx'
import { searchKinds } from './kind-search.ts'
import styles from './palette.module.css'

export function AddSearch() {
  const request = useEditor((state) => state.addSearch)
  return request && <Popover key={request.at.join()} request={request} />
}

interface Candidate {
  readonly definition: NodeDefinition
  readonly wire: (DanglingWire & { readonly port: string }) | undefined
}

const portHeight = 60
const cardWidth = 200

function Popover({ request }: { readonly request: Request }) {
  const store = useEditorStore()
  const { at, wire } = request
  const kinds = useMemo((): readonly Candidate[] => {
    const state = store.getState()
    if (wire) return fittingKinds(state, wire).map((fit) => ({ ...fit, wire: { ...wire, port: fit.port } }))
    return offeredKinds(state.typed.definitions).map((definition) => ({ definition, wire: undefined }))
  }, [store, wire])
  const close = useCallback(() => {
    store.getState().openAddSearch(null)
    document.querySelector<HTMLElement>('[data-canvas]')?.focus({ preventScroll: true })
  }, [store])

  const choice = useListChoice({
    items: kinds,
    search: searchKinds<Candidate>,
    onChoose({ definition, wire: connection }) {
      const [x, y] = store.getState().canvas?.toCanvas(at) ?? at
      // The new port is placed roughly where the wire was dropped.
      const left = connection?.side === 'input' ? x - cardWidth : x
      const id = addNewNode(store, definition.kind, connection ? [left, y - portHeight] : [x, y], {
        isExact: connection !== undefined,
        ...(connection ? { wire: connection } : {}),
      })
      close()
      store.getState().canvas?.focusNode(id)
    },
  })

  return (
    <Floating at={at} label="Add a node" onClose={close}>
      <div className={styles.popover}>
        <label className={styles.popoverSearch}>
          <Search size={15} aria-hidden="true" />
          <input data-first-focus="" placeholder="Add a node" aria-label="Search nodes to add" {...choice.input} />
        </label>
        {wire && <p className={styles.hint}>What fits {wire.end.port}</p>}
        <ul className={styles.results} {...choice.list} aria-label="Nodes">
          {choice.found.map(({ definition }, index) => (
            <li key={definition.kind} className={styles.result} {...choice.option(index)}>
              <RoleGlyph role={definition.role} />
              <span>
                {definition.title}
                <small>{definition.summary}</small>
              </span>
            </li>
          ))}
        </ul>
        {choice.found.length === 0 && (
          <p role="status" className={styles.nothing}>
            Nothing fits.
          </p>
        )}
      </div>
    </Floating>
  )
}
