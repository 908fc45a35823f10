// How far the model is from the distribution of the data, in numbers.
import { useEditor } from '../../store/use-editor.ts'
import { densityWords } from '../../words/density.ts'
import styles from './density.module.css'
import { gapToTruth, withError } from './density-data.ts'

export function GapToTruth() {
  const views = useEditor((state) => state.run.views)
  const { likelihood, truth } = views
  const gap = gapToTruth(views)
  if (!likelihood) return <p className={styles.numbers}>{densityWords.measuring}</p>
  return (
    <dl className={styles.numbers}>
      {gap && (
        <div className={styles.main}>
          <dt>{densityWords.gap}</dt>
          <dd>{withError(gap)}</dd>
          <dd className={styles.note}>{densityWords.gapNote}</dd>
        </div>
      )}
      <div>
        <dt>{densityWords.testLoss}</dt>
        <dd>{withError(likelihood.negativeLogLikelihood)}</dd>
        <dd className={styles.note}>
          {densityWords.testLossNote({ examples: likelihood.examples, steps: likelihood.step })}
        </dd>
      </div>
      {truth && (
        <div>
          <dt>{densityWords.entropy}</dt>
          <dd>{withError(truth.entropy)}</dd>
          <dd className={styles.note}>{truth.entropy.error === 0 ? densityWords.exact : densityWords.integrated}</dd>
        </div>
      )}
    </dl>
  )
}
