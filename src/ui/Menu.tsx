// A button that opens a list of actions, on the native popover, which brings light dismissal and the top layer. Keys
// follow the ARIA pattern of a menu button.
import { type KeyboardEvent, type ReactNode, type ToggleEvent, useId, useRef, useState } from 'react'
import buttonStyles from './button.module.css'
import { classNames } from './class-names.ts'
import styles from './menu.module.css'
import { createMenuKeys } from './menu-keys.ts'

export interface MenuItem {
  readonly id: string
  readonly title: string
  readonly keys?: string | undefined
  readonly icon?: ReactNode
  /** Why it cannot be chosen now. */
  readonly obstacle?: string | null
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
  /** The class of its button, instead of a plain button's look. */
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
  const opensAtEnd = useRef(false)
  const onMenuKey = useMenuKeys()
  const [shown, setShown] = useState<readonly MenuSection[] | null>(null)

  function onButtonKey(event: KeyboardEvent) {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    opensAtEnd.current = event.key === 'ArrowUp'
    list.current?.showPopover()
  }

  function onBeforeToggle({ newState, currentTarget }: ToggleEvent<HTMLDivElement>) {
    if (newState === 'open') putBelow(currentTarget, button.current, align)
    // Before the item that has the focus goes, and the focus with it.
    else if (currentTarget.contains(document.activeElement)) button.current?.focus()
    setShown(newState === 'open' ? sections() : null)
  }

  function onToggle({ newState, currentTarget }: ToggleEvent<HTMLDivElement>) {
    if (newState !== 'open') return
    const items = itemsIn(currentTarget)
    items.at(opensAtEnd.current ? -1 : 0)?.focus()
    opensAtEnd.current = false
  }

  function choose(item: MenuItem) {
    if (item.obstacle) return
    list.current?.hidePopover()
    item.run()
  }

  return (
    <>
      <button
        ref={button}
        type="button"
        className={className ?? classNames(buttonStyles.button, buttonStyles.plain)}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={shown !== null}
        popoverTarget={id}
        data-tooltip={tooltip}
        onKeyDown={onButtonKey}
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
        onBeforeToggle={onBeforeToggle}
        onToggle={onToggle}
        onKeyDown={onMenuKey}
      >
        {shown && <Sections sections={shown} onChoose={choose} />}
      </div>
    </>
  )
}

/** Placed by an edge, since a menu has no width before it is shown. */
function putBelow({ style }: HTMLElement, button: Element | null, align: 'start' | 'end'): void {
  const box = button?.getBoundingClientRect()
  if (!box) return
  style.top = `${box.bottom + 5}px`
  if (align === 'start') style.left = `${Math.max(margin, box.left)}px`
  else style.right = `${Math.max(margin, innerWidth - box.right)}px`
}

function useMenuKeys(): (event: KeyboardEvent<HTMLElement>) => void {
  const [place] = useState(createMenuKeys)
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    // Closing gives the focus back to the button, from where the Tab key then goes on.
    if (event.key === 'Tab') event.currentTarget.hidePopover()
    if (event.key === ' ') return
    const all = itemsIn(event.currentTarget)
    const at = all.findIndex((item) => item.matches(':focus'))
    const titles = all.map((item) => item.dataset.title ?? '')
    const to = place(event.key, at, titles, event.timeStamp)
    if (to === undefined) return
    event.preventDefault()
    event.stopPropagation()
    all[to]?.focus()
  }
}

interface SectionsProps {
  readonly sections: readonly MenuSection[]
  readonly onChoose: (item: MenuItem) => void
}

function Sections({ sections, onChoose }: SectionsProps) {
  return sections.map(({ title, items }) => (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has no place in a menu.
    <div key={title} role="group" aria-label={title} className={styles.section}>
      {items.map((item) => (
        <Item key={item.id} item={item} onChoose={() => onChoose(item)} />
      ))}
    </div>
  ))
}

/** One that cannot be chosen can be reached, so that it is known to be there and why, and does nothing. */
function Item({ item, onChoose }: { readonly item: MenuItem; readonly onChoose: () => void }) {
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: aria-checked is given to checkbox items only.
    <button
      type="button"
      role={item.checked === undefined ? 'menuitem' : 'menuitemcheckbox'}
      tabIndex={-1}
      aria-checked={item.checked}
      aria-disabled={Boolean(item.obstacle)}
      data-tooltip={item.obstacle ?? undefined}
      data-tooltip-side="right"
      data-title={item.title}
      className={styles.item}
      onPointerMove={(event) => event.currentTarget.focus({ preventScroll: true })}
      onClick={onChoose}
    >
      <span className={styles.icon} aria-hidden="true">
        {item.icon ?? (item.checked ? '✓' : null)}
      </span>
      <span className={styles.title}>{item.title}</span>
      {item.keys && <kbd className={styles.keys}>{item.keys}</kbd>}
    </button>
  )
}

const itemsIn = (list: HTMLElement) => [...list.querySelectorAll<HTMLButtonElement>('[role^=menuitem]')]
