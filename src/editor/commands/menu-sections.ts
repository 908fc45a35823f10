// Commands as sections of a menu.
import { commandOf } from '../../store/commands/all-commands.ts'
import { obstacleTo, runCommand } from '../../store/commands/command.ts'
import { isMac, showKeys } from '../../store/commands/keys.ts'
import type { EditorStore } from '../../store/store.ts'
import type { MenuSection } from '../../ui/Menu.tsx'

/** Section titles and the ids of their commands. */
export type MenuPlan = Readonly<Record<string, readonly string[]>>

export function menuSections(store: EditorStore, plan: MenuPlan): readonly MenuSection[] {
  const state = store.getState()
  return Object.entries(plan).map(([title, ids]) => ({
    title,
    items: ids.map((id) => {
      const command = commandOf(id)
      const [keys] = command.keys
      return {
        id,
        title: command.title,
        keys: keys && showKeys(keys, isMac()),
        obstacle: obstacleTo(command, state),
        checked: command.checked?.(state),
        run: () => runCommand(command, store),
      }
    }),
  }))
}
