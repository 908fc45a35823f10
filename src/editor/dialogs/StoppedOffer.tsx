// A document that stopped the editor at an earlier visit: it is not opened unasked, and not thrown away unasked.
import { useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { galleryWords } from '../../words/gallery.ts'
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
  const name = <strong key="title">{title}</strong>
  if (isAsking)
    return (
      <section aria-label={galleryWords.stopped} className={styles.stopped}>
        <p role="alert">{galleryWords.throwAwayQuestion.parts({ title: name })}</p>
        <Button look="strong" onClick={onThrowAway}>
          {galleryWords.throwAway}
        </Button>
        <Button ref={focus} onClick={() => setAsking(false)}>
          {galleryWords.keepIt}
        </Button>
      </section>
    )
  return (
    <section aria-label={galleryWords.stopped} className={styles.stopped}>
      <p>{galleryWords.stoppedBefore.parts({ title: name })}</p>
      <Button look="strong" onClick={onTry}>
        {galleryWords.tryAgain}
      </Button>
      <Button onClick={() => setAsking(true)}>{galleryWords.throwItAway}</Button>
    </section>
  )
}
