// Keeps the run of each document in the browser as it goes, and shows it again when the document is opened.

import type { StoreApi } from 'zustand/vanilla'
import { messageOf } from '../../engine/text/message-of.ts'
import type { EditorState } from '../editor-state.ts'
import type { RunArchive } from './run-archive.ts'
import { isDamaged, type RunRecord, runRecord } from './run-record.ts'
import type { RunState } from './run-state.ts'

export interface RunKeeper {
  /** Shows the run of the open document, where one was kept. */
  offer(): Promise<void>
  /** Forgets the runs of documents that are no longer kept. */
  prune(documents: readonly string[]): Promise<void>
}

type Watched = Pick<EditorState, 'documentKey' | 'run' | 'leftRun' | 'runActions' | 'notify'>

/** @param now milliseconds since 1970. */
export function startRunKeeper(
  store: Pick<StoreApi<Watched>, 'getState' | 'subscribe'>,
  archive: RunArchive,
  now: () => number,
): RunKeeper {
  let hasFailed = false
  /** One after the other, and of a document only the newest: what is asked for while another is written waits. */
  const waiting = new Map<string, RunRecord | null>()
  let isWriting = false

  const tell = (error: unknown) => {
    if (hasFailed) return
    hasFailed = true
    const why = messageOf(error)
    const message = `The browser cannot keep this run (${why}). Training goes on; save a file before you leave the page.`
    store.getState().notify({ tone: 'error', message })
  }

  const tellOfRoom = () => {
    if (!hasFailed) return
    hasFailed = false
    store.getState().notify({ tone: 'success', message: 'The browser is keeping this run again.' })
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

  const offer = async () => {
    const { documentKey: key } = store.getState()
    const record = waiting.has(key) ? waiting.get(key) : await archive.get(key).catch(() => undefined)
    if (!record || store.getState().documentKey !== key) return
    if (isDamaged(record)) {
      const message =
        'The run that the browser kept of this document is damaged: its numbers are not those that were kept. Training begins anew.'
      store.getState().notify({ tone: 'error', message })
      return
    }
    store.getState().runActions.offer(record)
  }

  store.subscribe((state, before) => {
    if (state.leftRun && state.leftRun !== before.leftRun) {
      const { key, run } = state.leftRun
      keep(key, run)
      if (key === state.documentKey && state.run.isFromBefore) void offer()
    }
    if (state.documentKey !== before.documentKey) {
      void offer()
      return
    }
    const { run } = state
    if (run === before.run) return
    if (run.checkpoint !== before.run.checkpoint && !run.isFromBefore) keep(state.documentKey, run)
    if (run.status === 'idle' && before.run.status !== 'idle') write(state.documentKey, null)
  })

  return {
    offer,
    async prune(documents) {
      const known = new Set([...documents, store.getState().documentKey])
      for (const key of await archive.keys()) if (!known.has(key)) write(key, null)
    },
  }
}
