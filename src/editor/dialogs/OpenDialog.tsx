// The dialog that is open. The gallery is what a first visit shows; the others are loaded when they are opened.
import type { ComponentType } from 'react'
import { useEditor, useEditorStore } from '../../store/use-editor.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { lazyPart } from '../../ui/lazy-part.tsx'
import { loadingWords } from '../../words/loading.ts'
import type { EditorDialogProps } from './editor-dialog.ts'
import { Gallery } from './Gallery.tsx'

const lazyDialog = (load: () => Promise<ComponentType<EditorDialogProps>>) =>
  lazyPart(loadingWords.dialog, load, ({ children, onClose }) => (
    <Dialog title={loadingWords.notLoaded} onClose={onClose}>
      {children}
    </Dialog>
  ))

const dialogs = {
  commands: lazyDialog(async () => (await import('./CommandSearch.tsx')).CommandSearch),
  findNode: lazyDialog(async () => (await import('./FindNode.tsx')).FindNode),
  shortcuts: lazyDialog(async () => (await import('./ShortcutSheet.tsx')).ShortcutSheet),
  gallery: Gallery,
  connect: lazyDialog(async () => (await import('./ConnectDialog.tsx')).ConnectDialog),
  share: lazyDialog(async () => (await import('./ShareDialog.tsx')).ShareDialog),
} as const

export function OpenDialog() {
  const store = useEditorStore()
  const dialog = useEditor((state) => state.dialog)
  if (dialog === null) return null
  const Shown = dialogs[dialog]
  return <Shown key={dialog} onClose={() => store.getState().openDialog(null)} />
}
