// Where to begin: a template, an empty canvas, or what was edited before in this browser.

import { Plus } from 'lucide-react'
import { type MouseEvent, useEffect, useMemo, useState } from 'react'
import { messageOf } from '../../engine/text/message-of.ts'
import { emptyDocument, type GraphDocument } from '../../graph/document.ts'
import { useEditor, useEditorStore } from '../../store/use-editor.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { type RecentDocument, useLibrary } from '../library.ts'
import type { EditorDialogProps } from './editor-dialog.ts'
import { GraphThumbnail } from './GraphThumbnail.tsx'
import styles from './gallery.module.css'
import { StoppedOffer } from './StoppedOffer.tsx'
import { familiesOf } from './template-families.ts'
import { timeAgo } from './time-ago.ts'

const shownRecents = 6

export function Gallery({ onClose }: EditorDialogProps) {
  const store = useEditorStore()
  const { templates, recentDocuments, openRecent, stopped } = useLibrary()
  const builtIn = useEditor((state) => state.builtIn)
  const families = useMemo(() => familiesOf(templates, builtIn), [templates, builtIn])
  const [recents, setRecents] = useState<readonly RecentDocument[]>([])
  const [isThrownAway, setThrownAway] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is thrown away is no longer among them
  useEffect(() => {
    recentDocuments().then(setRecents, (error: unknown) => {
      store.getState().notify({ tone: 'error', message: `Earlier documents cannot be listed: ${String(error)}` })
    })
  }, [recentDocuments, store, isThrownAway])

  function open(document: GraphDocument, event: MouseEvent) {
    store.getState().openDocument(document)
    onClose()
    toCanvas(event)
  }
  async function orTell(act: () => Promise<void>) {
    try {
      await act()
    } catch (error) {
      store.getState().notify({ tone: 'error', message: messageOf(error) })
    }
  }
  const reopen = (key: string, event: MouseEvent) =>
    orTell(async () => {
      store.getState().openDocument(await openRecent(key), { key })
      onClose()
      toCanvas(event)
    })

  return (
    <Dialog title="Start with a model" width={1140} onClose={onClose}>
      <div className={styles.gallery}>
        <div className={styles.lead}>
          <p>
            Wire a generative model, watch it learn in this window, take its code away. Each template trains as it is.
          </p>
          <Button icon={<Plus aria-hidden="true" />} onClick={(event) => open(emptyDocument, event)}>
            Empty canvas
          </Button>
        </div>
        {stopped && !isThrownAway && (
          <StoppedOffer
            stopped={stopped}
            onTry={() =>
              orTell(async () => {
                await stopped.tryAgain()
                onClose()
              })
            }
            onThrowAway={() =>
              orTell(async () => {
                await stopped.throwAway()
                setThrownAway(true)
              })
            }
          />
        )}
        {families.map((family, place) => (
          <section key={family.title} aria-label={family.title} className={styles.family}>
            <header>
              <h3>{family.title}</h3>
              <p>{family.sentence}</p>
            </header>
            <ul className={styles.grid}>
              {family.templates.map((template, index) => (
                <li key={template.name}>
                  <button
                    type="button"
                    className={styles.card}
                    data-first-focus={place === 0 && index === 0 ? '' : undefined}
                    onClick={(event) => open(template.document, event)}
                  >
                    <span className={styles.picture}>
                      <GraphThumbnail document={template.document} />
                    </span>
                    <strong>{template.title}</strong>
                    <span className={styles.summary}>{template.summary}</span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
        {recents.length > 0 && (
          <section aria-label="Recent">
            <h3 className={styles.heading}>Recent in this browser</h3>
            <ul className={styles.recents}>
              {recents.slice(0, shownRecents).map(({ key, title, nodeCount, savedAt }) => (
                <li key={key}>
                  <button type="button" onClick={(event) => reopen(key, event)}>
                    <span>{title}</span>
                    <small>
                      {nodeCount === 1 ? '1 node' : `${nodeCount} nodes`} · {timeAgo(savedAt, Date.now())}
                    </small>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </Dialog>
  )
}

/** What was opened by a key has the keyboard, once the dialog is gone. */
function toCanvas({ detail }: MouseEvent): void {
  if (detail > 0) return
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-canvas]')?.focus({ preventScroll: true }))
}
