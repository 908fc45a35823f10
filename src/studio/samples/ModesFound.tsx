// Of data with known modes: how many of them the samples found, and how many samples lie near one.
import type { Coverage } from '../../protocol/pictures.ts'
import styles from './samples.module.css'

export function ModesFound({ coverage: { found, modes, nearShare } }: { readonly coverage: Coverage }) {
  return (
    <p className={styles.modes}>
      <b>
        {found} of {modes}
      </b>{' '}
      modes found
      <br />
      <b>{Math.round(100 * nearShare)} %</b> of samples within three standard deviations of one
    </p>
  )
}
