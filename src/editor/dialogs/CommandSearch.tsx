import { useCallback } from 'react'
import { commands } from '../../store/commands/all-commands.ts'
import { type Command, isEnabled, obstacleTo, runCommand } from '../../store/commands/command.ts'
import { isMac, showKeys } from '../../store/commands/keys.ts'
import { useEditor, useEditorStore } from '../../store/use-editor.ts'
import { classNames } from '../../ui/class-names.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { dialogWords } from '../../words/dialogs.ts'
import { KeySigns } from '../commands/KeySigns.tsx'
import type { EditorDialogProps } from './editor-dialog.ts'
import { SearchList } from './SearchList.tsx'
import styles from './search-list.module.css'

const others = commands.filter(({ id }) => id !== 'commands')
const idOf = ({ id }: Command) => id
const textOf = ({ title, section }: Command) => `${title} ${section}`

/** Every command by name. */
export function CommandSearch({ onClose }: EditorDialogProps) {
  const store = useEditorStore()
  const isBarred = useCallback((command: Command) => !isEnabled(command, store.getState()), [store])
  return (
    <Dialog title={dialogWords.commands} width={560} bare onClose={onClose}>
      <SearchList
        label={dialogWords.searchCommands}
        placeholder={dialogWords.commandPlaceholder}
        items={others}
        idOf={idOf}
        textOf={textOf}
        isBarred={isBarred}
        onChoose={(command) => {
          if (isBarred(command)) return
          onClose()
          runCommand(command, store)
        }}
        render={(command) => <Entry command={command} />}
        nothing={dialogWords.noCommand}
      />
    </Dialog>
  )
}

function Entry({ command }: { readonly command: Command }) {
  const obstacle = useEditor((state) => obstacleTo(command, state))
  const [keys] = command.keys
  return (
    <>
      <span className={styles.title}>
        <span className={classNames(obstacle && styles.disabled)}>
          {command.title} <span className={styles.faint}>{command.section}</span>
        </span>
        {obstacle && <small>{obstacle}</small>}
      </span>
      {keys && <KeySigns keys={showKeys(keys, isMac())} />}
    </>
  )
}
