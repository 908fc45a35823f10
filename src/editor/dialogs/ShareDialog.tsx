// A link that holds the whole graph. It is copied at once, and shown for those whose clipboard is closed.

import { Check, Copy, TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import { messageOf } from '../../engine/text/message-of.ts'
import { copyText, whyNotCopied } from '../../platform/clipboard.ts'
import { commandOf } from '../../store/commands/all-commands.ts'
import { runCommand } from '../../store/commands/command.ts'
import { documentOf } from '../../store/document/readings.ts'
import type { MadeLink } from '../../store/files/services.ts'
import { useEditorStore } from '../../store/use-editor.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { dialogWords } from '../../words/dialogs.ts'
import type { EditorDialogProps } from './editor-dialog.ts'
import styles from './share-dialog.module.css'

const advice = {
  copy: null,
  warn: dialogWords.longLink,
  file: dialogWords.tooLong,
} as const satisfies Record<MadeLink['advice'], string | null>

export function ShareDialog({ onClose }: EditorDialogProps) {
  const store = useEditorStore()
  const [made, setMade] = useState<MadeLink | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const [isCopied, setCopied] = useState<boolean | null>(null)

  useEffect(() => {
    const { services, announce } = store.getState()
    services.makeLink(documentOf(store.getState())).then(
      async (link) => {
        setMade(link)
        if (link.advice === 'file') return
        setCopied(await copyText(link.link))
        announce(dialogWords.linkReady)
      },
      (error: unknown) => setFault(messageOf(error)),
    )
  }, [store])

  const warning = made && advice[made.advice]
  return (
    <Dialog title={dialogWords.share} width={500} onClose={onClose}>
      <div className={styles.share}>
        <p className={styles.what}>{dialogWords.shareWhat}</p>
        <div className={styles.line}>
          <input
            readOnly
            data-first-focus=""
            aria-label={dialogWords.link}
            value={made?.link ?? ''}
            placeholder={fault ? dialogWords.noLink : dialogWords.creatingLink}
            onFocus={(event) => event.target.select()}
          />
          <Button
            look="strong"
            disabled={!made}
            icon={isCopied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
            onClick={async () => made && setCopied(await copyText(made.link))}
          >
            {isCopied ? dialogWords.copied : dialogWords.copyLink}
          </Button>
        </div>
        {isCopied === false && <p className={styles.what}>{whyNotCopied()}</p>}
        {warning && (
          <p className={styles.warning} role="alert">
            <TriangleAlert size={14} aria-hidden="true" /> {warning}
          </p>
        )}
        {fault && (
          <p className={styles.warning} role="alert">
            {dialogWords.linkFailed({ reason: fault })}
          </p>
        )}
        <div className={styles.foot}>
          <span>{made && dialogWords.characters({ count: made.link.length })}</span>
          <Button look="quiet" onClick={() => runCommand(commandOf('saveFile'), store)}>
            {dialogWords.saveInstead}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
