import { emptyDocument } from '../../graph/document.ts'
import { documentOf } from '../document/readings.ts'
import { isWorthSaving } from '../files/autosave-record.ts'
import { exportProject, hasTrained, openFile, saveFile, saveGraph } from '../files/files.ts'
import { trainingBlocker } from '../run/run-readings.ts'
import type { EditorStore } from '../store.ts'
import type { Command } from './command.ts'
import { unless } from './obstacles.ts'

/** The one at this offset in the row, wrapping around. */
function showBeside(store: EditorStore, by: 1 | -1): void {
  const { sessions, documentKey, showDocument } = store.getState()
  const keys = [...sessions.keys()]
  const next = keys.at((keys.indexOf(documentKey) + by) % keys.length)
  if (next !== undefined) showDocument(next)
}

export const fileCommands = [
  {
    id: 'newDocument',
    title: 'New document',
    section: 'File',
    keys: [],
    run(store) {
      store.getState().openDocument(emptyDocument)
    },
  },
  {
    id: 'templates',
    title: 'Templates and recent documents…',
    section: 'File',
    keys: ['Mod+Shift+O'],
    run: (store) => store.getState().openDialog('gallery'),
  },
  {
    id: 'openFile',
    title: 'Open file…',
    section: 'File',
    keys: ['Mod+O'],
    where: 'everywhere',
    async run(store) {
      const file = await store.getState().services.pickFile()
      if (file) await openFile(store, file)
    },
  },
  {
    id: 'closeDocument',
    title: 'Close document',
    section: 'File',
    keys: ['Alt+W'],
    obstacle: unless((state) => state.sessions.size > 1 || isWorthSaving(documentOf(state)), 'The document is empty'),
    run(store) {
      const { documentKey, closeDocument } = store.getState()
      closeDocument(documentKey)
    },
  },
  {
    id: 'reopenDocument',
    title: 'Reopen the document that was closed last',
    section: 'File',
    keys: ['Alt+Shift+W'],
    obstacle: unless(({ closed }) => closed.length > 0, 'No document has been closed'),
    run: (store) => store.getState().reopenDocument(),
  },
  {
    id: 'nextDocument',
    title: 'Next document',
    section: 'File',
    keys: ['Alt+PageDown'],
    obstacle: unless(({ sessions }) => sessions.size > 1, 'No other document is open'),
    run: (store) => showBeside(store, 1),
  },
  {
    id: 'previousDocument',
    title: 'Previous document',
    section: 'File',
    keys: ['Alt+PageUp'],
    obstacle: unless(({ sessions }) => sessions.size > 1, 'No other document is open'),
    run: (store) => showBeside(store, -1),
  },
  {
    id: 'saveFile',
    title: 'Save file',
    section: 'File',
    keys: ['Mod+S'],
    where: 'everywhere',
    run: saveFile,
  },
  {
    id: 'saveGraph',
    title: 'Save only the graph, without weights',
    section: 'File',
    keys: [],
    obstacle: unless(({ run }) => hasTrained(run), 'Nothing has been trained, so Save file saves the graph alone'),
    run: saveGraph,
  },
  {
    id: 'share',
    title: 'Share a link…',
    section: 'File',
    keys: ['Mod+Shift+S'],
    run: (store) => store.getState().openDialog('share'),
  },
  {
    id: 'exportProject',
    title: 'Export a TypeScript project',
    section: 'File',
    keys: ['Mod+E'],
    obstacle: trainingBlocker,
    run: exportProject,
  },
  {
    id: 'exportPicture',
    title: 'Export a picture that contains the graph',
    section: 'File',
    keys: [],
    obstacle: unless(({ typed }) => typed.nodes.size > 0, 'The graph is empty'),
    run: (store) => store.getState().services.exportPicture(store.getState()),
  },
] as const satisfies readonly Command[]
