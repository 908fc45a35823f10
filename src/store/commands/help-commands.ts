import type { Command } from './command.ts'

export const helpCommands = [
  {
    id: 'commands',
    title: 'All commands…',
    section: 'Help',
    keys: ['Mod+K', 'Mod+Shift+P'],
    where: 'everywhere',
    run: (store) => store.getState().openDialog('commands'),
  },
  {
    id: 'shortcuts',
    title: 'Keyboard shortcuts',
    section: 'Help',
    keys: ['?'],
    run: (store) => store.getState().openDialog('shortcuts'),
  },
] as const satisfies readonly Command[]
