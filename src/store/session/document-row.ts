// The row of open documents, and what opening and closing make of it. Pure.
import type { Session } from './session-state.ts'

export interface DocumentRow {
  /** By the keys of their documents, in the order of their tabs. There is always one. */
  readonly sessions: ReadonlyMap<string, Session>
  readonly activeKey: string
  /** Closed ones that can be reopened, the newest last. */
  readonly closed: readonly Session[]
}

/** Closed documents that can be reopened unchanged; older ones are in the autosave. */
const closedKept = 10

export const keyOf = (session: Session): string => session.getState().documentKey

export function activeSession({ sessions, activeKey }: Pick<DocumentRow, 'sessions' | 'activeKey'>): Session {
  const session = sessions.get(activeKey)
  if (!session) throw new Error(`No session is open under the key ${activeKey}.`)
  return session
}

/** Nobody has brought the document along, edited or trained it. */
export function isUntouched(session: Session): boolean {
  const { history, run, isOwn } = session.getState()
  if (isOwn) return false
  return history.past.length + history.future.length === 0 && (run.status === 'idle' || run.isFromBefore)
}

/** Behind the others, and not shown. */
export const withBehind = (row: DocumentRow, session: Session): DocumentRow => ({
  ...row,
  sessions: new Map([...row.sessions, [keyOf(session), session]]),
})

/** Shown, replacing the active one if that loses nothing. */
export function withShown(row: DocumentRow, session: Session): DocumentRow {
  const key = keyOf(session)
  const closed = row.closed.filter((one) => keyOf(one) !== key)
  const shown = { ...withBehind(row, session), activeKey: key, closed }
  if (!isUntouched(activeSession(row))) return shown
  const sessions = [...row.sessions].map(([one, other]) => (one === row.activeKey ? session : other))
  return { ...shown, sessions: new Map(sessions.map((one) => [keyOf(one), one])) }
}

/**
 * Without one, whose neighbour is shown then if it was.
 * @param empty is shown if there is no other
 */
export function withoutDocument(row: DocumentRow, session: Session, empty: () => Session): DocumentRow {
  const rest = [...row.sessions.values()].filter((one) => one !== session)
  const open = rest.length > 0 ? rest : [empty()]
  const at = [...row.sessions.values()].indexOf(session)
  const neighbour = open[at] ?? open.at(-1)
  const isActive = keyOf(session) === row.activeKey
  return {
    sessions: new Map(open.map((one) => [keyOf(one), one])),
    activeKey: isActive && neighbour ? keyOf(neighbour) : row.activeKey,
    closed: isUntouched(session) ? row.closed : [...row.closed, session].slice(-closedKept),
  }
}

/** In the order of these keys; others come behind. */
export function arranged(row: DocumentRow, keys: readonly string[]): DocumentRow {
  const first = keys.flatMap((key) => row.sessions.get(key) ?? [])
  const sessions = new Map([...first, ...row.sessions.values()].map((session) => [keyOf(session), session]))
  return { ...row, sessions }
}
