// A button that opens a list of actions, on the native popover, which brings light dismissal and the top layer.
import { type ReactNode, useId, useRef, useState } from 'react'
import styles from './menu.module.css'

export interface MenuItem {
  readonly id: string
  readonly title: string
  readonly keys?: string | undefined
  readonly icon?: ReactNode
  readonly disabled?: boolean
  /** Given for things that are on or off. */
  readonly checked?: boolean | undefined
  run(): void
}

export interface MenuSection {
  readonly title: string
  readonly items: readonly MenuItem[]
}

export interface MenuProps {
  readonly label: string
  /** Asked each time the menu opens. */
  readonly sections: () => readonly MenuSection[]
  readonly className?: string | undefined
  readonly tooltip?: string
  readonly align?: 'start' | 'end'
  readonly children: ReactNode
}

/** Pixels between a menu and the side of the window. */
const margin = 8

export function Menu({ label, sections, className, tooltip, align = 'start', children }: MenuProps) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const [shown, setShown] = useState<readonly MenuSection[] | null>(null)

  // Placed by an edge, since it has no width before it is shown.
  function place() {
    const box = button.current?.getBoundingClientRect()
    if (!box || !list.current) return
    const { style } = list.current
    style.top = `${box.bottom + 5}px`
    if (align === 'start') style.left = `${Math.max(margin, box.left)}px`
    else style.right = `${Math.max(margin, innerWidth - box.right)}px`
  }

  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        aria-label={label}
        aria-haspopup="menu"
        popoverTarget={id}
        data-tooltip={tooltip}
      >
        {children}
      </button>
      <div
        ref={list}
        id={id}
        popover="auto"
        role="menu"
        aria-label={label}
        className={styles.menu}
        onBeforeToggle={(event) => {
          if (event.newState === 'open') place()
          setShown(event.newState === 'open' ? sections() : null)
        }}
        onToggle={(event) => {
          if (event.newState === 'open') items(event.currentTarget)[0]?.focus()
        }}
        onKeyDown={(event) => {
          const to = { ArrowDown: 1, ArrowUp: -1 }[event.key]
          if (to === undefined) return
          event.preventDefault()
          move(event.currentTarget, to)
        }}
      >
        {shown?.map((section) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset has no place in a menu.
          <div key={section.title} role="group" aria-label={section.title} className={styles.section}>
            {section.items.map((item) => (
              // biome-ignore lint/a11y/useAriaPropsSupportedByRole: aria-checked is given to checkbox items only.
              <button
                key={item.id}
                type="button"
                role={item.checked === undefined ? 'menuitem' : 'menuitemcheckbox'}
                aria-checked={item.checked}
                disabled={item.disabled}
                className={styles.item}
                onClick={() => {
                  list.current?.hidePopover()
                  item.run()
                }}
              >
                <span className={styles.icon}>{item.icon ?? (item.checked ? '✓' : null)}</span>
                <span className={styles.title}>{item.title}</span>
                {item.keys && <kbd className={styles.keys}>{item.keys}</kbd>}
              </button>
            ))}
          </div>
        ))}
      </div>
    </>
  )
}

const items = (list: HTMLElement) => [...list.querySelectorAll<HTMLButtonElement>('[role^=menuitem]:not(:disabled)')]

function move(list: HTMLElement, by: number) {
  const all = items(list)
  const now = document.activeElement instanceof HTMLButtonElement ? all.indexOf(document.activeElement) : -1
  all[(now + by + all.length) % all.length]?.focus()
}
