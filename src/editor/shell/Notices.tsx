// Short messages above the dock. Errors, and what waits for an answer, stay until they are dismissed; the others go by themselves.
import { CircleAlert, CircleCheck, Info, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import { useEditor, useEditorStore } from '../../store/use-editor.ts'
import type { Notice } from '../../store/view/window-state.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { useTopModal } from '../../ui/modal-stack.ts'
import styles from './notices.module.css'

const signs = { info: Info, success: CircleCheck, error: CircleAlert } as const
/** Milliseconds. */
const readingTime = 5000
/** Pixels: the dock's head, which is all there is of a closed one, and the row of the canvas' own controls. */
const dockHead = 37
const controlsRow = 62
/** Pixels that are left for notices above a dock that fills the window. */
const least = 160

export function Notices() {
  const notices = useEditor((state) => state.notices)
  const dialog = useTopModal()
  const dock = useEditor(({ panels, panelSizes }) => (panels.dock ? panelSizes.dock : dockHead))
  const stack = useRef<HTMLDivElement>(null)
  // In the top layer, above the dialog that it stands in.
  // biome-ignore lint/correctness/useExhaustiveDependencies: in another dialog the stack is another element.
  useEffect(() => {
    const box = stack.current
    if (!box || notices.length === 0) return
    box.showPopover()
    return () => box.hidePopover()
  }, [notices, dialog])
  // Over the canvas: what waits for an answer must not hide the settings and pictures of the dock.
  const bottom = `min(${dock + controlsRow}px, 100vh - ${least}px)`
  const cards = (
    <div ref={stack} popover="manual" className={styles.stack} style={{ bottom }}>
      {notices.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
    </div>
  )
  return dialog ? createPortal(cards, dialog) : cards
}

function NoticeCard({ notice: { id, tone, message, action, stays } }: { readonly notice: Notice }) {
  const store = useEditorStore()
  useEffect(() => {
    if (tone === 'error' || stays) return
    const timer = setTimeout(() => store.getState().dismissNotice(id), readingTime)
    return () => clearTimeout(timer)
  }, [id, tone, stays, store])
  const Sign = signs[tone]
  const dismiss = () => store.getState().dismissNotice(id)
  return (
    <div className={classNames(styles.notice, styles[tone])} role={tone === 'error' ? 'alert' : 'status'}>
      <Sign size={16} aria-hidden="true" />
      <p>{message}</p>
      {action && (
        <Button
          look="quiet"
          onClick={() => {
            action.run()
            dismiss()
          }}
        >
          {action.title}
        </Button>
      )}
      <IconButton label="Dismiss" onClick={dismiss}>
        <X />
      </IconButton>
    </div>
  )
}
