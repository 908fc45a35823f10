// Every command of the editor, in the order of menus and the shortcut sheet.
import { addCommands } from './add-commands.ts'
import { clipboardCommands } from './clipboard-commands.ts'
import type { Command } from './command.ts'
import { fileCommands } from './file-commands.ts'
import { helpCommands } from './help-commands.ts'
import { historyCommands } from './history-commands.ts'
import { runCommands } from './run-commands.ts'
import { selectionCommands } from './selection-commands.ts'
import { viewCommands } from './view-commands.ts'

export const commands: readonly Command[] = [
  ...historyCommands,
  ...clipboardCommands,
  ...selectionCommands,
  ...addCommands,
  ...viewCommands,
  ...runCommands,
  ...fileCommands,
  ...helpCommands,
]

const byId = new Map(commands.map((command) => [command.id, command]))

export function commandOf(id: string): Command {
  const command = byId.get(id)
  if (!command) throw new Error(`There is no command "${id}".`)
  return command
}
