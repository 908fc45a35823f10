// The dialog that is open. The gallery is what a first visit shows; the others are loaded when they are opened.
import { lazy } from 'react'
import { useEditor, useEditorStore } from '../../store/use-editor.ts'
import { Gallery } from './Gallery.tsx'

const dialogs = {
  commands: lazy(async () => ({ default: (await import('./CommandSearch.tsx')).CommandSearch })),
  findNode: lazy(async () => ({ default: (await import('./FindNode.tsx')).FindNode })),
  shortcuts: lazy(async () => ({ default: (await import('./ShortcutSheet.tsx')).ShortcutSheet })),
  gallery: Gallery,
  connect: lazy(async () => ({ default: (await import('./ConnectDialog.tsx')).ConnectDialog })),
  share: lazy(async () => ({ default: (await import('./ShareDialog.tsx')).ShareDialog })),
} as const

export function OpenDialog() {
  const store = useEditorStore()
  const dialog = useEditor((state) => state.dialog)
  if (dialog === null) return null
  const Shown = dialogs[dialog]
  return <Shown key={dialog} onClose={() => store.getState().openDialog(null)} />
}
