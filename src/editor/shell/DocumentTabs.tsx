// The documents that are open, in a row, where they are more than one.
import { Plus, X } from 'lucide-react'
import { type KeyboardEvent, type MouseEvent, useEffect, useRef } from 'react'
import type { RunStatus } from '../../store/run/run-state.ts'
import type { Session } from '../../store/session/session-state.ts'
import { useEditor, useEditorStore, useSession } from '../../store/use-editor.ts'
import { IconButton } from '../../ui/Button.tsx'
import { classNames } from '../../ui/class-names.ts'
import styles from './document-tabs.module.css'

export function DocumentTabs() {
  const store = useEditorStore()
  const sessions = useEditor((state) => state.sessions)
  const activeKey = useEditor((state) => state.activeKey)
  const row = useRef<HTMLUListElement>(null)
  if (sessions.size < 2) return null

  function close(key: string) {
    store.getState().closeDocument(key)
    // The button that was pressed has gone, and the focus with it.
    requestAnimationFrame(() => {
      const next = row.current?.querySelector<HTMLElement>('[aria-current]')
      ;(next ?? document.querySelector<HTMLElement>('[data-canvas]'))?.focus({ preventScroll: true })
    })
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>, key: string) {
    const keys = [...sessions.keys()]
    const at = keys.indexOf(key)
    if (event.key === 'Delete') {
      event.preventDefault()
      event.stopPropagation()
      close(key)
      return
    }
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    event.stopPropagation()
    const next = keys.at(to === keys.length ? 0 : to) ?? key
    store.getState().showDocument(next)
    row.current?.querySelectorAll<HTMLElement>('[data-document]')[keys.indexOf(next)]?.focus()
  }

  return (
    <nav className={styles.row} aria-label="Open documents">
      <ul ref={row} className={styles.tabs}>
        {[...sessions].map(([key, session]) => (
          <Tab
            key={key}
            session={session}
            isActive={key === activeKey}
            onShow={() => store.getState().showDocument(key)}
            onClose={() => close(key)}
            onKeyDown={(event) => onKeyDown(event, key)}
          />
        ))}
      </ul>
      <IconButton label="New or open" onClick={() => store.getState().openDialog('gallery')}>
        <Plus />
      </IconButton>
    </nav>
  )
}

interface TabProps {
  readonly session: Session
  readonly isActive: boolean
  readonly onShow: () => void
  readonly onClose: () => void
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
}

/** What is worth knowing of a run in a document that is not looked at. */
const marks: Partial<Record<RunStatus, string>> = {
  starting: 'training',
  running: 'training',
  paused: 'paused',
  failed: 'failed',
}

function Tab({ session, isActive, onShow, onClose, onKeyDown }: TabProps) {
  const title = useSession(session, (state) => state.history.present.title)
  const mark = useSession(session, (state) => marks[state.run.status])
  const item = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isActive) item.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [isActive])

  function onMiddleClick(event: MouseEvent) {
    if (event.button !== 1) return
    event.preventDefault()
    onClose()
  }

  return (
    <li ref={item} className={classNames(styles.tab, isActive && styles.active)} onAuxClick={onMiddleClick}>
      <button
        type="button"
        className={styles.title}
        data-document=""
        aria-current={isActive ? 'page' : undefined}
        aria-keyshortcuts="Delete"
        aria-label={mark && `${title}, ${mark}`}
        tabIndex={isActive ? 0 : -1}
        onClick={onShow}
        onKeyDown={onKeyDown}
      >
        {mark && <span className={classNames(styles.mark, styles[mark])} aria-hidden="true" />}
        <span className={styles.text}>{title}</span>
      </button>
      <IconButton label={`Close ${title}`} className={styles.close} tabIndex={-1} onClick={onClose}>
        <X />
      </IconButton>
    </li>
  )
}
