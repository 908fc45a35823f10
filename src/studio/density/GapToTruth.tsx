// How far the model is from the distribution of the data, in numbers.
import { useEditor } from '../../store/use-editor.ts'
import { wholeNumber } from '../quantities.ts'
import styles from './density.module.css'
import { gapToTruth, withError } from './density-data.ts'

export function GapToTruth() {
  const views = useEditor((state) => state.run.views)
  const { likelihood, truth } = views
  const gap = gapToTruth(views)
  if (!likelihood) return <p className={styles.numbers}>Measuring the negative log-likelihood…</p>
  return (
    <dl className={styles.numbers}>
      {gap && (
        <div className={styles.main}>
          <dt>Gap to the truth</dt>
          <dd>{withError(gap)}</dd>
          <dd className={styles.note}>KL divergence of the model from the data: test NLL minus the data’s entropy</dd>
        </div>
      )}
      <div>
        <dt>Test NLL</dt>
        <dd>{withError(likelihood.negativeLogLikelihood)}</dd>
        <dd className={styles.note}>
          mean of {wholeNumber(likelihood.examples)} examples after {wholeNumber(likelihood.step)} steps, ± one standard
          error
        </dd>
      </div>
      {truth && (
        <div>
          <dt>Entropy of the data</dt>
          <dd>{withError(truth.entropy)}</dd>
          <dd className={styles.note}>{truth.entropy.error === 0 ? 'exact' : 'by numerical integration'}</dd>
        </div>
      )}
    </dl>
  )
}
