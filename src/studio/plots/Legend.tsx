// What the colours of a plot mean. The entries give their colours to the canvas beside them.
import type { ReactNode } from 'react'
import { plotWords } from '../../words/plots.ts'
import styles from './plots.module.css'

export interface LegendEntry {
  /** The colour's name, as in the layers. */
  readonly colour: string
  readonly sign: 'dot' | 'cross' | 'bar' | 'line' | 'dashes' | 'ring'
  readonly title: ReactNode
}

export function Legend({ entries }: { readonly entries: readonly LegendEntry[] }) {
  return (
    <ul className={styles.legend} aria-label={plotWords.legend}>
      {entries.map(({ colour, sign, title }) => (
        <li key={colour} className={styles.entry}>
          <i aria-hidden data-colour={colour} data-sign={sign} />
          {title}
        </li>
      ))}
    </ul>
  )
}
