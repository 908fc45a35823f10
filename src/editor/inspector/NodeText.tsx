// What a kind of node is for: one line, and on demand the whole text with its formulas.
import { Suspense, useState } from 'react'
import { lazyPart } from '../../ui/lazy-part.tsx'
import styles from './inspector.module.css'

const Text = lazyPart('The text', async () => (await import('./KindText.tsx')).KindText)

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
