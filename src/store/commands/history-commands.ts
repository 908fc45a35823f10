import type { Command } from './command.ts'
import { unless } from './obstacles.ts'

export const historyCommands = [
  {
    id: 'undo',
    title: 'Undo',
    section: 'Edit',
    keys: ['Mod+Z'],
    obstacle: unless(({ history }) => history.past.length > 0, 'There is nothing to undo'),
    run: (store) => store.getState().undo(),
  },
  {
    id: 'redo',
    title: 'Redo',
    section: 'Edit',
    keys: ['Mod+Shift+Z', 'Mod+Y'],
    obstacle: unless(({ history }) => history.future.length > 0, 'There is nothing to redo'),
    run: (store) => store.getState().redo(),
  },
] as const satisfies readonly Command[]
