// What is shown when the editor itself fails: the document is safe and can be taken away.
import { type ReactNode, useEffect } from 'react'
import type { GraphDocument } from '../../graph/document.ts'
import { writeDocument } from '../../graph/document-file.ts'
import { documentOf } from '../../store/document/readings.ts'
import { useEditor, useEditorStore } from '../../store/use-editor.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorBoundary } from '../../ui/ErrorBoundary.tsx'
import styles from './rescue.module.css'

export function Rescue({ children }: { readonly children: ReactNode }) {
  const store = useEditorStore()
  return (
    <ErrorBoundary
      onError={() => store.getState().openings.begin(store.getState().documentKey)}
      fallback={(error, retry) => {
        return (
          <main className={styles.rescue}>
            <div role="alert">
              <h1>The editor failed, but your document is safe</h1>
              <p>Nothing is lost. Download the document as a file, or show the editor again.</p>
              <p className={styles.reason}>{error.message}</p>
            </div>
            <div className={styles.actions}>
              <Button look="strong" onClick={retry}>
                Show the editor again
              </Button>
              <a className={styles.download} download="rescued.genloom" href={fileOf(documentOf(store.getState()))}>
                Download the document
              </a>
              <Button look="quiet" onClick={() => location.reload()}>
                Reload the page
              </Button>
            </div>
          </main>
        )
      }}
    >
      {children}
      <Settled />
    </ErrorBoundary>
  )
}

const fileOf = (document: GraphDocument): string =>
  `data:application/json;charset=utf-8,${encodeURIComponent(writeDocument(document))}`

/** Milliseconds that a document is on the page before it counts as one that works. */
const moment = 1000

/** Rendered next to the editor, so it exists only while the editor does. */
function Settled() {
  const { openings } = useEditorStore().getState()
  const key = useEditor((state) => state.documentKey)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each document has its own moment
  useEffect(() => {
    const settle = () => openings.settle()
    const timer = setTimeout(settle, moment)
    // Whoever leaves sooner has seen it drawn.
    addEventListener('pagehide', settle)
    return () => {
      clearTimeout(timer)
      removeEventListener('pagehide', settle)
    }
  }, [openings, key])
  return null
}
