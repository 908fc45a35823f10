// The bottom dock: one tab at a time, kept as it was while another is shown.
import { ChevronDown, ChevronUp } from 'lucide-react'
import { type KeyboardEvent, Suspense } from 'react'
import { useEditor, useEditorStore } from '../../store/use-editor.ts'
import { IconButton } from '../../ui/Button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { ErrorBoundary } from '../../ui/ErrorBoundary.tsx'
import styles from './dock.module.css'
import type { DockTab } from './dock-tab.ts'

export interface DockProps {
  readonly tabs: readonly DockTab[]
  readonly isOpen: boolean
  readonly onToggle: () => void
}

export function Dock({ tabs, isOpen, onToggle }: DockProps) {
  const store = useEditorStore()
  const chosen = useEditor((state) => state.dockTab)
  const active = tabs.find((tab) => tab.id === chosen) ?? tabs[0]

  function onKeyDown(event: KeyboardEvent) {
    const at = active ? tabs.indexOf(active) : 0
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key]
    const next = to === undefined ? undefined : tabs.at(to === tabs.length ? 0 : to)
    if (!next) return
    event.preventDefault()
    event.stopPropagation()
    store.getState().showDockTab(next.id)
    document.getElementById(`dock-tab-${next.id}`)?.focus()
  }

  return (
    <div className={styles.dock}>
      <div className={styles.head}>
        <div role="tablist" aria-label="Dock" className={styles.tabs} onKeyDown={onKeyDown}>
          {tabs.map((tab) => (
            <Tab key={tab.id} tab={tab} isActive={isOpen && tab === active} isReachable={tab === active} />
          ))}
        </div>
        <IconButton
          label={isOpen ? 'Collapse the dock' : 'Expand the dock'}
          aria-expanded={isOpen}
          data-toggles="dock"
          onClick={onToggle}
        >
          {isOpen ? <ChevronDown /> : <ChevronUp />}
        </IconButton>
      </div>
      {isOpen && active && (
        <div
          role="tabpanel"
          id={`dock-${active.id}`}
          aria-labelledby={`dock-tab-${active.id}`}
          className={styles.panel}
        >
          <ErrorBoundary
            key={active.id}
            fallback={(error, retry) => (
              <div className={styles.failed} role="alert">
                <p>This panel stopped working: {error.message}</p>
                <button type="button" onClick={retry}>
                  Try again
                </button>
              </div>
            )}
          >
            <Suspense fallback={<p className={styles.waiting}>Loading…</p>}>
              <active.Component />
            </Suspense>
          </ErrorBoundary>
        </div>
      )}
    </div>
  )
}

interface TabProps {
  readonly tab: DockTab
  readonly isActive: boolean
  readonly isReachable: boolean
}

function Tab({ tab, isActive, isReachable }: TabProps) {
  const store = useEditorStore()
  const badge = useEditor((state) => tab.badge?.(state) ?? 0)
  return (
    <button
      type="button"
      role="tab"
      id={`dock-tab-${tab.id}`}
      aria-selected={isActive}
      aria-controls={isActive ? `dock-${tab.id}` : undefined}
      tabIndex={isReachable ? 0 : -1}
      className={classNames(styles.tab, isActive && styles.active)}
      onClick={() => store.getState().showDockTab(tab.id)}
    >
      {tab.title}
      {badge > 0 && <span className={styles.badge}>{badge}</span>}
    </button>
  )
}
