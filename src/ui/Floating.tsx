// A small panel at a point of the screen, kept inside the window. It closes by Escape and by a press outside,
// or, where `stays` is given, by Escape and its own buttons only. What has `data-first-focus` gets the focus.
import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react'
import styles from './floating.module.css'
import { returnFocus } from './return-focus.ts'

export interface FloatingProps {
  readonly at: readonly [x: number, y: number]
  readonly label: string
  readonly role?: 'dialog' | 'alertdialog'
  readonly stays?: boolean
  readonly onClose: () => void
  readonly children: ReactNode
}

const margin = 8

export function Floating({ at: [x, y], label, role = 'dialog', stays = false, onClose, children }: FloatingProps) {
  const ref = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const panel = ref.current
    if (!panel) return
    const { offsetWidth: width, offsetHeight: height } = panel
    panel.style.left = `${Math.max(margin, Math.min(x, innerWidth - width - margin))}px`
    panel.style.top = `${Math.max(margin, Math.min(y, innerHeight - height - margin))}px`
  }, [x, y])
  useEffect(() => {
    const panel = ref.current
    if (!panel) return
    const before = document.activeElement
    panel.querySelector<HTMLElement>('[data-first-focus]')?.focus({ preventScroll: true })
    return () => returnFocus(panel, before)
  }, [])
  useEffect(() => {
    function onPress(event: PointerEvent) {
      if (!stays && event.target instanceof Node && !ref.current?.contains(event.target)) onClose()
    }
    function onKey(event: KeyboardEvent) {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      onClose()
    }
    addEventListener('pointerdown', onPress, true)
    addEventListener('keydown', onKey, true)
    return () => {
      removeEventListener('pointerdown', onPress, true)
      removeEventListener('keydown', onKey, true)
    }
  }, [stays, onClose])
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both of the roles take a label.
    <div ref={ref} role={role} aria-label={label} className={styles.floating}>
      {children}
    </div>
  )
}
