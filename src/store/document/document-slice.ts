// A document with its history and its inference. Every change of the document goes through `edit`.

import type { TypedGraph } from '../../compiler/inference/typed-graph.ts'
import { applyFix } from '../../graph/apply-edit.ts'
import type { GraphDocument } from '../../graph/document.ts'
import { endGesture, type History, record, redo, startHistory, undo } from '../../graph/history.ts'
import { placeMissing } from '../../graph/place-missing.ts'
import type { SessionSetter, SessionState } from '../session/session-state.ts'
import type { WindowSlice } from '../view/window-state.ts'
import { createMeanings, type Vocabulary } from './document-meaning.ts'
import type { DocumentSlice } from './document-state.ts'
import { makeRoom } from './make-room.ts'
import { sizeOf } from './node-sizes.ts'

export function createDocumentSlice(
  set: SessionSetter,
  get: () => SessionState,
  inWindow: () => Pick<WindowSlice, 'notify' | 'announce'>,
  vocabulary: Vocabulary,
  opened: { readonly document: GraphDocument; readonly key: string; readonly isOwn: boolean },
): DocumentSlice {
  const document = placeMissing(opened.document)
  const meaningOf = createMeanings(vocabulary)
  const meaning = meaningOf(document)
  function show(history: History<GraphDocument>) {
    set({ history, ...meaningOf(history.present, get()) })
  }
  return {
    ...vocabulary,
    history: startHistory(document),
    ...meaning,
    documentKey: opened.key,
    isOwn: opened.isOwn,
    readOnly: whyReadOnly(meaning.typed),
    edit(change, gesture) {
      const { history, readOnly } = get()
      const next = change(history.present)
      if (next === history.present) return
      if (readOnly !== null) inWindow().notify({ tone: 'error', message: readOnly })
      else show(record(history, next, gesture ?? null))
    },
    endGesture() {
      set({ history: endGesture(get().history) })
    },
    undo() {
      show(undo(get().history))
    },
    redo() {
      show(redo(get().history))
    },
    applyFix(fix) {
      get().edit((present) => {
        const fixed = applyFix(present, fix, get().typed.definitions)
        const added = fixed.nodes.filter(({ id }) => !Object.hasOwn(present.layout.nodes, id))
        return added.reduce((next, { id }) => makeRoom(next, id, sizeOf(get())), fixed)
      })
      inWindow().announce(`${fix.title}: done.`)
    },
  }
}

function whyReadOnly({ document, definitions }: TypedGraph): string | null {
  for (const { kind, version } of document.nodes) {
    const definition = definitions.get(kind)
    if (!definition) return `This document contains an unsupported node type (${kind}). It is read-only.`
    if (version > definition.version) {
      return `This document was created with a newer version of Genloom (${definition.title} has version ${version}, supported is ${definition.version}). It is read-only.`
    }
  }
  return null
}
