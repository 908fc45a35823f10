// The sign of a kind of signal: its colour and, for those who see colours differently, its shape.
import type { SignalKind } from '../../graph/signals.ts'
import { classNames } from '../../ui/class-names.ts'
import styles from './signal-glyph.module.css'

const outlines: Readonly<Record<SignalKind, string>> = {
  tensor: 'M6 1.4a4.6 4.6 0 1 1 0 9.2 4.6 4.6 0 0 1 0-9.2Z',
  distribution: 'M6 .7 11.3 6 6 11.3.7 6Z',
  flow: 'M1.9 1.5 10.9 6l-9 4.5Z',
  objective: 'M1.7 1.7h8.6v8.6H1.7Z',
}

export interface SignalGlyphProps {
  readonly signal: SignalKind
  /** Outlined instead of filled, for a port without a wire. */
  readonly isOpen?: boolean
  readonly className?: string | undefined
}

export function SignalGlyph({ signal, isOpen = false, className }: SignalGlyphProps) {
  return (
    <svg
      viewBox="0 0 12 12"
      width="12"
      height="12"
      aria-hidden="true"
      className={classNames(styles.glyph, isOpen && styles.open, className)}
      style={{ color: signalColour(signal) }}
    >
      <path d={outlines[signal]} />
    </svg>
  )
}

export const signalColour = (signal: SignalKind): string => `var(--signal-${signal})`
