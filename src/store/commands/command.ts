// A command is one record, read by the menu, the command palette, the shortcut sheet and the keyboard alike.
import { messageOf } from '../../engine/text/message-of.ts'
import type { EditorState } from '../editor-state.ts'
import type { EditorStore } from '../store.ts'

export const commandSections = ['Edit', 'Node', 'Add', 'View', 'Run', 'File', 'Help'] as const
export type CommandSection = (typeof commandSections)[number]

export interface Command {
  readonly id: string
  /** Imperative, as in a menu. */
  readonly title: string
  readonly section: CommandSection
  /** Such as `Mod+Shift+Z`, where Mod is Command on a Mac and Ctrl elsewhere. The first is the one that is shown. */
  readonly keys: readonly string[]
  /**
   * Where the keys work. `canvas`: while the focus is on the canvas. `everywhere`: also while typing.
   * Left out: anywhere but in text fields and the code view.
   */
  readonly where?: 'canvas' | 'everywhere'
  /** The browser's own event for these keys brings the command, because only it may read the clipboard unasked. */
  readonly event?: 'paste'
  /** Why it cannot be used now, as a sentence without a full stop; `null` where it can. */
  obstacle?(state: EditorState): string | null
  /** Of a command that switches something. */
  checked?(state: EditorState): boolean
  run(store: EditorStore): void | Promise<void>
}

export const obstacleTo = (command: Command, state: EditorState): string | null => command.obstacle?.(state) ?? null

export const isEnabled = (command: Command, state: EditorState): boolean => obstacleTo(command, state) === null

/** Runs a command if it is enabled, on the document shown now, for however long it takes; errors are reported. */
export function runCommand(command: Command, store: EditorStore): void {
  if (!isEnabled(command, store.getState())) return
  const tell = (error: unknown) =>
    store.getState().notify({
      tone: 'error',
      message: `${command.title} did not work: ${messageOf(error)}`,
    })
  try {
    Promise.resolve(command.run(store.inSession())).catch(tell)
  } catch (error) {
    tell(error)
  }
}
