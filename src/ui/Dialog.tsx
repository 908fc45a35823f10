// A modal window on the native dialog element, which brings focus keeping, Escape and the top layer.
import { X } from 'lucide-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { IconButton } from './Button.tsx'
import { classNames } from './class-names.ts'
import styles from './dialog.module.css'
import { enterModal } from './modal-stack.ts'
import { returnFocus } from './return-focus.ts'

export interface DialogProps {
  readonly title: string
  readonly onClose: () => void
  readonly width?: number
  /** The title is for screen readers only, and the content begins at the top, as in a search. */
  readonly bare?: boolean
  readonly children: ReactNode
}

/** Open as long as it is rendered. What has `data-first-focus` gets the focus first, or else the dialog itself. */
export function Dialog({ title, onClose, width = 520, bare = false, children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const dialog = ref.current
    if (!dialog) return
    const before = document.activeElement
    if (!dialog.open) {
      dialog.showModal()
      const first = dialog.querySelector<HTMLElement>('[data-first-focus]') ?? dialog
      first.focus()
    }
    const leave = enterModal(dialog)
    return () => {
      leave()
      returnFocus(dialog, before)
    }
  }, [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes the native dialog; the click is for the backdrop only.
    <dialog
      ref={ref}
      tabIndex={-1}
      className={classNames(styles.dialog, bare && styles.bare)}
      style={{ width }}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === ref.current) ref.current.close()
      }}
    >
      <div className={styles.content}>
        <header className={bare ? 'visually-hidden' : styles.header}>
          <h2 id={titleId}>{title}</h2>
          {!bare && (
            <IconButton label="Close" onClick={() => ref.current?.close()}>
              <X />
            </IconButton>
          )}
        </header>
        {children}
      </div>
    </dialog>
  )
}
