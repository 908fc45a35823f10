// A document that stopped the editor at an earlier visit: it is not opened unasked.

import { Button } from '../../ui/Button.tsx'
import type { StoppedDocument } from '../library.ts'
import styles from './gallery.module.css'

export interface StoppedOfferProps {
  readonly stopped: StoppedDocument
  readonly onTry: () => void
  readonly onThrowAway: () => void
}

export function StoppedOffer({ stopped: { title }, onTry, onThrowAway }: StoppedOfferProps) {
  return (
    <section aria-label="Stopped" className={styles.stopped}>
      <p>
        <strong>{title}</strong> stopped the editor when it was last opened. It is kept as it was.
      </p>
      <Button look="strong" onClick={onTry}>
        Try it again
      </Button>
      <Button onClick={onThrowAway}>Throw it away</Button>
    </section>
  )
}
