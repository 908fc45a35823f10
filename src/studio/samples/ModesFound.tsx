// Of data with known modes: how many of them the samples found, and how many samples lie near one.
import type { Coverage } from '../../protocol/pictures.ts'
import { sampleWords } from '../../words/samples.ts'
import styles from './samples.module.css'

export function ModesFound({ coverage: { found, modes, nearShare } }: { readonly coverage: Coverage }) {
  return (
    <p className={styles.modes}>
      {sampleWords.modesFound.parts({ found: <b key="found">{sampleWords.foundOf({ found, modes })}</b> })}
      <br />
      {sampleWords.nearModes.parts({ share: <b key="share">{Math.round(100 * nearShare)} %</b> })}
    </p>
  )
}
