// The dialog that is open, in one chunk with all the others: none of them is needed for the first paint.
import { useEditor, useEditorStore } from '../../store/use-editor.ts'
import { CommandSearch } from './CommandSearch.tsx'
import { ConnectDialog } from './ConnectDialog.tsx'
import { FindNode } from './FindNode.tsx'
import { Gallery } from './Gallery.tsx'
import { ShareDialog } from './ShareDialog.tsx'
import { ShortcutSheet } from './ShortcutSheet.tsx'

const dialogs = {
  commands: CommandSearch,
  findNode: FindNode,
  shortcuts: ShortcutSheet,
  gallery: Gallery,
  connect: ConnectDialog,
  share: ShareDialog,
} as const

export function OpenDialog() {
  const store = useEditorStore()
  const dialog = useEditor((state) => state.dialog)
  if (dialog === null) return null
  const Shown = dialogs[dialog]
  return <Shown key={dialog} onClose={() => store.getState().openDialog(null)} />
}
