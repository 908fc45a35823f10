// Which documents this window has open, so that a reload brings them back whatever is edited in others.
import { windowStorage } from '../../platform/web-storage.ts'
import type { EditorStore } from '../store.ts'

const name = 'genloom.shown'

/** Keys of documents, in the order of their tabs. */
export interface ShownDocuments {
  readonly active: string
  readonly open: readonly string[]
}

/** A line for the active one, then one for each. */
export function rememberShown(store: EditorStore): void {
  const remember = () => {
    const { activeKey, sessions } = store.getState()
    windowStorage()?.setItem(name, [activeKey, ...sessions.keys()].join('\n'))
  }
  remember()
  store.subscribe(({ sessions, activeKey }, before) => {
    if (sessions !== before.sessions || activeKey !== before.activeKey) remember()
  })
}

/** What was remembered before the page was loaded. */
export function shownBefore(): ShownDocuments | undefined {
  const [active, ...open] = windowStorage()?.getItem(name)?.split('\n') ?? []
  return active ? { active, open: open.includes(active) ? open : [active, ...open] } : undefined
}
