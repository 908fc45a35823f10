import { addNote } from '../../graph/edits.ts'
import { documentOf } from '../document/readings.ts'
import type { EditorStore } from '../store.ts'
import type { Command } from './command.ts'

const noteSize = [220, 120] as const

function middle(store: EditorStore): readonly [number, number] {
  return store.getState().canvas?.middle() ?? [0, 0]
}

export const addCommands = [
  {
    id: 'addNode',
    title: 'Add node…',
    section: 'Add',
    keys: ['Shift+A', 'Tab'],
    where: 'canvas',
    run(store) {
      const { canvas, openAddSearch } = store.getState()
      const [x, y] = canvas?.toScreen(canvas.middle()) ?? [300, 200]
      openAddSearch({ at: [x - 150, y - 140] })
    },
  },
  {
    id: 'addNote',
    title: 'Add note',
    section: 'Add',
    keys: ['Shift+N'],
    where: 'canvas',
    run(store) {
      const [x, y] = middle(store)
      const [width, height] = noteSize
      const box = [Math.round(x - width / 2), Math.round(y - height / 2), width, height] as const
      store.getState().edit((document) => addNote(document, '', box))
      const added = documentOf(store.getState()).notes.at(-1)
      if (added) store.getState().select([added.id])
    },
  },
] as const satisfies readonly Command[]
