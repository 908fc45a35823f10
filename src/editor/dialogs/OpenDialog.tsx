import { useEditor, useEditorStore } from '../../store/use-editor.ts'
import { Dialog } from '../../ui/Dialog.tsx'

export function OpenDialog() {
  const store = useEditorStore()
  const dialog = useEditor((state) => state.dialog)
  return (
    <Dialog title={String(dialog)} onClose={() => store.getState().openDialog(null)}>
      {dialog}
    </Dialog>
  )
}
