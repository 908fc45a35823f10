import { emptyDocument } from '../../graph/document.ts'
import { exportProject, hasTrained, openFile, saveFile, saveGraph } from '../files/files.ts'
import type { Command } from './command.ts'
import { noProgram, unless } from './obstacles.ts'

export const fileCommands = [
  {
    id: 'newDocument',
    title: 'New document',
    section: 'File',
    keys: [],
    run: (store) => store.getState().openDocument(emptyDocument),
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
    id: 'saveFile',
    title: 'Save file',
    section: 'File',
    keys: ['Mod+S'],
    where: 'everywhere',
    run: saveFile,
  },
  {
    id: 'saveGraph',
    title: 'Save the graph alone, without weights',
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
    obstacle: noProgram,
    run: exportProject,
  },
  {
    id: 'exportPicture',
    title: 'Export a picture that opens again',
    section: 'File',
    keys: [],
    obstacle: unless(({ typed }) => typed.nodes.size > 0, 'The graph is empty'),
    run: (store) => store.getState().services.exportPicture(store.getState()),
  },
] as const satisfies readonly Command[]
