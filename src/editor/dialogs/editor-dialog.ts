export interface EditorDialogProps {
  readonly onClose: () => void
}
