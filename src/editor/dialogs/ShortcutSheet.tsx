import { commands } from '../../store/commands/all-commands.ts'
import { commandSections } from '../../store/commands/command.ts'
import { isMac, showKeys } from '../../store/commands/keys.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { dialogWords } from '../../words/dialogs.ts'
import { KeySigns } from '../commands/KeySigns.tsx'
import type { EditorDialogProps } from './editor-dialog.ts'
import styles from './shortcut-sheet.module.css'

/** What the mouse does; commands are listed from their records. */
const gestures: readonly (readonly [gesture: string, effect: string])[] = [
  [dialogWords.doubleClickCanvas, dialogWords.addNode],
  [dialogWords.dragPort, dialogWords.drawWire],
  [dialogWords.dropWire, dialogWords.addFitting],
  [dialogWords.dragOffInput, dialogWords.moveOrRemove],
  [dialogWords.dropNode, dialogWords.insertIt],
  [dialogWords.altClick, dialogWords.cut],
  [dialogWords.rightDrag, dialogWords.cutWires],
  [dialogWords.doubleClickWire, dialogWords.addReroute],
  [dialogWords.shiftDrag, dialogWords.selectArea],
]

export function ShortcutSheet({ onClose }: EditorDialogProps) {
  const mac = isMac()
  return (
    <Dialog title={dialogWords.shortcuts} width={860} onClose={onClose}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section aria-label={dialogWords.shortcutList} className={styles.sheet} tabIndex={0} data-first-focus="">
        <div className={styles.columns}>
          {commandSections.map((section) => {
            const listed = commands.filter((command) => command.section === section && command.keys.length > 0)
            return (
              <section key={section} aria-label={section}>
                <h3>{section}</h3>
                <dl>
                  {listed.map(({ id, title, keys }) => (
                    <div key={id}>
                      <dt>{title.replace('…', '')}</dt>
                      <dd>
                        <KeySigns keys={showKeys(keys[0] ?? '', mac)} />
                      </dd>
                    </div>
                  ))}
                </dl>
              </section>
            )
          })}
          <section aria-label={dialogWords.mouse}>
            <h3>{dialogWords.mouse}</h3>
            <dl>
              {gestures.map(([gesture, effect]) => (
                <div key={gesture}>
                  <dt>{effect}</dt>
                  <dd className={styles.gesture}>{gesture}</dd>
                </div>
              ))}
            </dl>
          </section>
        </div>
      </section>
    </Dialog>
  )
}
