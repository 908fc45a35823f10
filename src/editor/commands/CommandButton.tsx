import type { ReactNode } from 'react'
import { commandOf } from '../../store/commands/all-commands.ts'
import { obstacleTo, runCommand } from '../../store/commands/command.ts'
import { isMac, showKeys } from '../../store/commands/keys.ts'
import { useEditor, useEditorStore } from '../../store/use-editor.ts'
import { IconButton } from '../../ui/Button.tsx'

export interface CommandButtonProps {
  readonly command: string
  /** The panel that it opens and closes. */
  readonly toggles?: 'left' | 'inspector'
  readonly children: ReactNode
}

/** A command as an icon, with its title and keys as tooltip. */
export function CommandButton({ command: id, toggles, children }: CommandButtonProps) {
  const store = useEditorStore()
  const command = commandOf(id)
  const obstacle = useEditor((state) => obstacleTo(command, state))
  const checked = useEditor((state) => command.checked?.(state))
  const [keys] = command.keys
  return (
    <IconButton
      label={command.title.replace('…', '')}
      keys={keys && showKeys(keys, isMac())}
      obstacle={obstacle}
      aria-pressed={checked}
      data-toggles={toggles}
      onClick={() => runCommand(command, store)}
    >
      {children}
    </IconButton>
  )
}
