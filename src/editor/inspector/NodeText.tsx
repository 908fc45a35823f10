// What a kind of node is for: one line, and on demand the whole text with its formulas.
import { lazy, Suspense, useState } from 'react'
import styles from './inspector.module.css'

const Text = lazy(async () => ({ default: (await import('./KindText.tsx')).KindText }))

export function NodeText({ kind, summary }: { readonly kind: string; readonly summary: string }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <div className={styles.about}>
      <p>{summary}</p>
      <button type="button" className={styles.more} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {isOpen ? 'Less' : 'How it works'}
      </button>
      {isOpen && (
        <Suspense fallback={<p className={styles.faint}>Loading…</p>}>
          <Text kind={kind} />
        </Suspense>
      )}
    </div>
  )
}
