// A document that stopped the editor at an earlier visit: it is not opened unasked, and not thrown away unasked.
import { useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import styles from './gallery.module.css'

export interface StoppedOfferProps {
  readonly title: string
  readonly onTry: () => void
  readonly onThrowAway: () => void
}

/** The button that was pressed has gone, and the focus with it. */
const focus = (button: HTMLButtonElement | null) => button?.focus()

export function StoppedOffer({ title, onTry, onThrowAway }: StoppedOfferProps) {
  const [isAsking, setAsking] = useState(false)
  if (isAsking)
    return (
      <section aria-label="Stopped" className={styles.stopped}>
        <p role="alert">
          Throw <strong>{title}</strong> away? It cannot be restored.
        </p>
        <Button look="strong" onClick={onThrowAway}>
          Throw away
        </Button>
        <Button ref={focus} onClick={() => setAsking(false)}>
          Keep it
        </Button>
      </section>
    )
  return (
    <section aria-label="Stopped" className={styles.stopped}>
      <p>
        <strong>{title}</strong> stopped the editor when it was last opened. It has been kept unchanged.
      </p>
      <Button look="strong" onClick={onTry}>
        Try it again
      </Button>
      <Button onClick={() => setAsking(true)}>Throw it away</Button>
    </section>
  )
}
