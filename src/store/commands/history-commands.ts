import type { Command } from './command.ts'

export const historyCommands = [
  {
    id: 'undo',
    title: 'Undo',
    section: 'Edit',
    keys: ['Mod+Z'],
    enabled: (state) => state.history.past.length > 0,
    run: (store) => store.getState().undo(),
  },
  {
    id: 'redo',
    title: 'Redo',
    section: 'Edit',
    keys: ['Mod+Shift+Z', 'Mod+Y'],
    enabled: (state) => state.history.future.length > 0,
    run: (store) => store.getState().redo(),
  },
] as const satisfies readonly Command[]
