// The start screen: a template, an empty canvas, or a recent document of this browser.

import { Plus } from 'lucide-react'
import { type MouseEvent, useMemo, useState } from 'react'
import { messageOf } from '../../engine/text/message-of.ts'
import { emptyDocument, type GraphDocument } from '../../graph/document.ts'
import type { OpenOptions } from '../../store/session/sessions-state.ts'
import { useEditor, useEditorStore } from '../../store/use-editor.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { galleryWords } from '../../words/gallery.ts'
import { useLibrary } from '../library.ts'
import type { EditorDialogProps } from './editor-dialog.ts'
import { Family } from './Family.tsx'
import styles from './gallery.module.css'
import { Recents } from './Recents.tsx'
import { StoppedOffer } from './StoppedOffer.tsx'
import { familiesOf } from './template-families.ts'

export function Gallery({ onClose }: EditorDialogProps) {
  const store = useEditorStore()
  const { templates, openRecent, stopped } = useLibrary()
  const builtIn = useEditor((state) => state.builtIn)
  const families = useMemo(() => familiesOf(templates, builtIn), [templates, builtIn])
  const [isThrownAway, setThrownAway] = useState(false)

  function open(document: GraphDocument, event: MouseEvent, options: OpenOptions = {}) {
    store.getState().openDocument(document, options)
    onClose()
    toCanvas(event)
  }
  async function reopen(key: string, event: MouseEvent) {
    const { document, isCopy } = await openRecent(key)
    open(document, event, isCopy ? { isOwn: true } : { key })
    if (!isCopy) return
    store.getState().notify({ tone: 'info', message: galleryWords.openElsewhere })
  }
  async function orTell(act: () => Promise<void>) {
    try {
      await act()
    } catch (error) {
      store.getState().notify({ tone: 'error', message: messageOf(error) })
    }
  }
  async function tryAgain() {
    await stopped?.tryAgain()
    onClose()
  }
  async function throwAway() {
    await stopped?.throwAway()
    setThrownAway(true)
  }

  return (
    <Dialog title={galleryWords.title} width={1140} onClose={onClose}>
      <div className={styles.gallery}>
        <div className={styles.lead}>
          <p>{galleryWords.lead}</p>
          <Button icon={<Plus aria-hidden="true" />} onClick={(event) => open(emptyDocument, event)}>
            {galleryWords.emptyCanvas}
          </Button>
        </div>
        {stopped && !isThrownAway && (
          <StoppedOffer title={stopped.title} onTry={() => orTell(tryAgain)} onThrowAway={() => orTell(throwAway)} />
        )}
        {families.map((family, place) => (
          <Family key={family.title} family={family} isFirst={place === 0} onOpen={open} />
        ))}
        <Recents
          // What is thrown away is no longer among them.
          key={String(isThrownAway)}
          onOpen={(key, event) => orTell(() => reopen(key, event))}
        />
      </div>
    </Dialog>
  )
}

/** What was opened by a key has the keyboard, once the dialog is gone. */
function toCanvas({ detail }: MouseEvent): void {
  if (detail > 0) return
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-canvas]')?.focus({ preventScroll: true }))
}
