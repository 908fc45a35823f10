// What is shown when the editor itself fails: the document is safe and can be taken away.
import type { ReactNode } from 'react'
import { writeDocument } from '../../graph/document-file.ts'
import { documentOf } from '../../store/readings.ts'
import { useEditorStore } from '../../store/use-editor.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorBoundary } from '../../ui/ErrorBoundary.tsx'
import styles from './rescue.module.css'

export function Rescue({ children }: { readonly children: ReactNode }) {
  const store = useEditorStore()
  return (
    <ErrorBoundary
      fallback={(error, retry) => {
        const text = writeDocument(documentOf(store.getState()))
        return (
          <main className={styles.rescue} role="alert">
            <h1>The editor stopped, your document did not</h1>
            <p>Nothing you made is lost. Take the document as a file, or show the editor again.</p>
            <p className={styles.reason}>{error.message}</p>
            <div className={styles.actions}>
              <Button look="strong" onClick={retry}>
                Show the editor again
              </Button>
              <a
                className={styles.download}
                download="rescued.genloom"
                href={`data:application/json;charset=utf-8,${encodeURIComponent(text)}`}
              >
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
    </ErrorBoundary>
  )
}
