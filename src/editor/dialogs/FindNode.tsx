import { useMemo } from 'react'
import type { TypedNode } from '../../compiler/inference/typed-graph.ts'
import { titleOf } from '../../store/document/readings.ts'
import { useEditor, useEditorStore } from '../../store/use-editor.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { dialogWords } from '../../words/dialogs.ts'
import { RoleGlyph } from '../signals/RoleGlyph.tsx'
import type { EditorDialogProps } from './editor-dialog.ts'
import { SearchList } from './SearchList.tsx'
import styles from './search-list.module.css'

const idOf = ({ node }: TypedNode) => node.id
const textOf = (typed: TypedNode) => `${titleOf(typed)} ${typed.definition?.title ?? ''} ${typed.node.id}`

/** Goes to a node of the graph by name. */
export function FindNode({ onClose }: EditorDialogProps) {
  const store = useEditorStore()
  const nodes = useEditor((state) => state.typed.nodes)
  const items = useMemo(() => [...nodes.values()], [nodes])
  return (
    <Dialog title={dialogWords.findNode} width={480} bare onClose={onClose}>
      <SearchList
        label={dialogWords.searchNodes}
        placeholder={dialogWords.nodePlaceholder}
        items={items}
        idOf={idOf}
        textOf={textOf}
        onChoose={({ node }) => {
          onClose()
          store.getState().goTo(node.id)
        }}
        render={(typed) => (
          <>
            <RoleGlyph role={typed.definition?.role} />
            <span className={styles.title}>{titleOf(typed)}</span>
            <span className={styles.faint}>{typed.definition?.title ?? typed.node.kind}</span>
          </>
        )}
        nothing={dialogWords.noNode}
      />
    </Dialog>
  )
}
