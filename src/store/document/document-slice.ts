// The open document with its history, and what inference says of it. Every change of the document goes through `edit`.

import type { TypedGraph } from '../../compiler/inference/typed-graph.ts'
import { applyFix } from '../../graph/apply-edit.ts'
import { emptyDocument, type GraphDocument } from '../../graph/document.ts'
import { endGesture, type History, record, redo, startHistory, undo } from '../../graph/history.ts'
import { placeMissing } from '../../graph/place-missing.ts'
import { newIdentifier } from '../../platform/identifiers.ts'
import type { GetState, SetState } from '../editor-state.ts'
import { meaningOf, type Vocabulary } from './document-meaning.ts'
import type { DocumentSlice } from './document-state.ts'
import { makeRoom } from './make-room.ts'
import { sizeOf } from './node-sizes.ts'

export function createDocumentSlice(set: SetState, get: GetState, vocabulary: Vocabulary): DocumentSlice {
  function show(history: History<GraphDocument>) {
    set({ history, ...meaningOf(history.present, vocabulary, get()) })
  }
  return {
    ...vocabulary,
    history: startHistory(emptyDocument),
    ...meaningOf(emptyDocument, vocabulary),
    documentKey: newIdentifier(),
    readOnly: null,
    edit(change, gesture) {
      const { history, readOnly, notify } = get()
      const next = change(history.present)
      if (next === history.present) return
      if (readOnly !== null) notify({ tone: 'error', message: readOnly })
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
      get().edit((document) => {
        const fixed = applyFix(document, fix, get().typed.definitions)
        const added = fixed.nodes.filter(({ id }) => !Object.hasOwn(document.layout.nodes, id))
        return added.reduce((next, { id }) => makeRoom(next, id, sizeOf(get())), fixed)
      })
      get().announce(`${fix.title}: done.`)
    },
    openDocument(opened, { key = newIdentifier() } = {}) {
      get().openings.begin(key)
      const document = placeMissing(opened)
      const meaning = meaningOf(document, vocabulary)
      const { documentKey, runActions } = get()
      set({
        ...(key !== documentKey && runActions.leave(documentKey)),
        history: startHistory(document),
        ...meaning,
        documentKey: key,
        readOnly: whyReadOnly(meaning.typed),
        ...emptySelection,
      })
    },
  }
}

const emptySelection = { selection: new Set<string>(), selectedWires: new Set<string>() }

function whyReadOnly({ document, definitions }: TypedGraph): string | null {
  for (const { kind, version } of document.nodes) {
    const definition = definitions.get(kind)
    if (!definition)
      return `This document contains a kind of node that this Genloom does not know (${kind}). It is open for reading only.`
    if (version > definition.version) {
      return `This document was made with a newer Genloom (${definition.title} has version ${version}, known is ${definition.version}). It is open for reading only.`
    }
  }
  return null
}
