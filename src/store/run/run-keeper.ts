// Keeps the run of each document in the browser as it goes, and shows it again when the document is opened.

import type { StoreApi } from 'zustand/vanilla'
import { messageOf } from '../../engine/text/message-of.ts'
import type { SessionState } from '../session/session-state.ts'
import type { Notice } from '../view/window-state.ts'
import type { RunArchive } from './run-archive.ts'
import { isDamaged, type RunRecord, runRecord } from './run-record.ts'
import type { RunState } from './run-state.ts'

export interface RunKeeper {
  /** Keeps the runs of a document, and shows the one that was kept before; settled once that is shown. */
  watch(session: RunSession): Promise<void>
  /** Forgets the runs of documents that are no longer kept. */
  prune(documents: readonly string[]): Promise<void>
}

type Watched = Pick<SessionState, 'documentKey' | 'run' | 'runActions'>
/** As much of a session as is needed. */
export type RunSession = Pick<StoreApi<Watched>, 'getState' | 'subscribe'>

export interface RunKeeperDependencies {
  readonly archive: RunArchive
  /** The session that is open under a key. */
  sessionOf(key: string): RunSession | undefined
  notify(notice: Omit<Notice, 'id'>): void
  /** Milliseconds since 1970. */
  now(): number
}

export function startRunKeeper({ archive, sessionOf, notify, now }: RunKeeperDependencies): RunKeeper {
  let hasFailed = false
  /** One after another, and only the newest of each document: requests during a write wait. */
  const waiting = new Map<string, RunRecord | null>()
  let isWriting = false

  const tell = (error: unknown) => {
    if (hasFailed) return
    hasFailed = true
    const why = messageOf(error)
    const message = `The browser cannot save this run (${why}). Training continues; save a file before you leave the page.`
    notify({ tone: 'error', message })
  }

  const tellOfRoom = () => {
    if (!hasFailed) return
    hasFailed = false
    notify({ tone: 'success', message: 'The browser is saving this run again.' })
  }

  const writeAll = async () => {
    if (isWriting) return
    isWriting = true
    for (let [next] = waiting; next; [next] = waiting) {
      const [key, record] = next
      try {
        await (record ? archive.put(record) : archive.delete(key))
        if (record) tellOfRoom()
      } catch (error) {
        tell(error)
      }
      if (waiting.get(key) === record) waiting.delete(key)
    }
    isWriting = false
  }

  const write = (key: string, record: RunRecord | null) => {
    waiting.set(key, record)
    void writeAll()
  }

  const keep = (key: string, run: RunState) => {
    const record = runRecord(key, run, now())
    if (record) write(key, record)
  }

  const offer = async (session: RunSession) => {
    const { documentKey: key } = session.getState()
    const record = waiting.has(key) ? waiting.get(key) : await archive.get(key).catch(() => undefined)
    if (!record) return
    if (isDamaged(record)) {
      const message =
        'The saved run of this document is damaged: its numbers do not match their checksum. Training starts again from new weights.'
      notify({ tone: 'error', message })
      return
    }
    session.getState().runActions.offer(record)
  }

  return {
    watch(session) {
      const { documentKey: key } = session.getState()
      session.subscribe(({ run }, { run: before }) => {
        if (run === before) return
        if (run.checkpoint !== before.checkpoint && !run.isFromBefore) {
          keep(key, run)
          // Closed, and reopened before this state arrived.
          const open = sessionOf(key)
          if (open && open !== session && open.getState().run.isFromBefore) void offer(open)
        }
        if (run.status === 'idle' && before.status !== 'idle') write(key, null)
      })
      return offer(session)
    },
    async prune(documents) {
      const known = new Set(documents)
      for (const key of await archive.keys()) if (!known.has(key) && !sessionOf(key)) write(key, null)
    },
  }
}
