// What a visit begins with: the graph of the link in the address, and what the window showed before, or what was edited last.

import { fnv1a } from '../../engine/random/random-stream.ts'
import { messageOf } from '../../engine/text/message-of.ts'
import type { Definitions } from '../../graph/definition.ts'
import { isOpenElsewhere } from '../../platform/document-locks.ts'
import { loadPart } from '../../platform/parts.ts'
import { isGraphLink } from '../../share/link-text.ts'
import type { EditorStore } from '../store.ts'
import { type AutosaveDatabase, editedLast, throwAway } from './autosave-database.ts'
import { readSaved, type SavedDocument } from './autosave-record.ts'
import { shownBefore } from './shown-documents.ts'

export interface FirstDocument {
  readonly title: string
  /** By which the guard of openings knows it. */
  readonly name: string
  /** Opens it, or the choice of a template where it cannot be read. */
  open(): Promise<void>
  throwAway(): Promise<void>
}

export const hasLink = (): boolean => isGraphLink(location.href)

/** The graph of the link in the address. */
export function linkedDocument(store: EditorStore, definitions: Definitions): FirstDocument {
  const { openDocument, openDialog, openings } = store.getState()
  const link = location.href
  const name = `link-${fnv1a(link)}`
  // From here on the document lives in the browser, so a reload brings back the edits and not the link. One that cannot
  // be read stays in the address, so that it can be corrected.
  const leaveLink = () =>
    history.replaceState(null, '', location.pathname.replace(/%23g(=|%3D).*/i, '') + location.search)
  return {
    name,
    title: 'The graph of the link in the address',
    open: () =>
      openOrTell(store, name, async () => {
        const { readLink } = await loadPart('The reader of links', () => import('../../share/link.ts'))
        openDocument(await readLink(link, definitions), { isOwn: true })
        openDialog(null)
        leaveLink()
      }),
    async throwAway() {
      openings.forget(name)
      leaveLink()
    },
  }
}

export interface KeptDocuments {
  /** The one that is shown. */
  readonly active: FirstDocument | undefined
  /**
   * Opens what else this window showed, in the order of before, behind the one that is active. What stopped the editor is left
   * out, which is said.
   * @param but not this one
   */
  openOthers(but?: FirstDocument): Promise<void>
}

/** What this window showed before it was reloaded; in a new window, what was edited last. */
export async function keptDocuments(
  store: EditorStore,
  database: AutosaveDatabase,
  definitions: Definitions,
): Promise<KeptDocuments> {
  const shown = shownBefore()
  const found = await Promise.all((shown?.open ?? []).map((key) => database.get('documents', key)))
  const own = found.filter((record) => record !== undefined)
  const active = own.find(({ key }) => key === shown?.active) ?? own[0] ?? (await editedLast(database))
  return {
    active: active && keptDocument(store, database, active, definitions),
    async openOthers(but) {
      for (const record of own) if (record.key !== but?.name) await openBehind(store, record, definitions)
      store.getState().arrangeDocuments(own.map(({ key }) => key))
    },
  }
}

function keptDocument(
  store: EditorStore,
  database: AutosaveDatabase,
  saved: SavedDocument,
  definitions: Definitions,
): FirstDocument {
  const { openDocument, openings } = store.getState()
  const { key, title } = saved
  return {
    name: key,
    title,
    open: () =>
      openOrTell(store, key, async () => {
        const isElsewhere = await isOpenElsewhere(key)
        openDocument(readSaved(saved, definitions), isElsewhere ? { isOwn: true } : { key })
      }),
    async throwAway() {
      openings.forget(key)
      await throwAway(database, key)
    },
  }
}

/** One that another window has taken meanwhile stays with that. */
async function openBehind(store: EditorStore, saved: SavedDocument, definitions: Definitions): Promise<void> {
  const { openDocument, openings, notify } = store.getState()
  const { key, title } = saved
  if (openings.hasStopped(key)) {
    const message = `“${title}” stopped the editor at an earlier visit, so it was not opened. It is among the recent documents.`
    notify({ tone: 'info', message, stays: true })
    return
  }
  if (await isOpenElsewhere(key)) return
  try {
    openDocument(readSaved(saved, definitions), { key, isInBackground: true })
  } catch (error) {
    tell(store, error)
  }
}

async function openOrTell(store: EditorStore, name: string, open: () => Promise<void>) {
  const { openings, openDialog } = store.getState()
  openings.begin(name)
  try {
    await open()
  } catch (error) {
    openings.forget(name)
    tell(store, error)
    openDialog('gallery')
  }
}

export function tell(store: EditorStore, error: unknown): void {
  store.getState().notify({ tone: 'error', message: messageOf(error) })
}
