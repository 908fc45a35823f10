// Whether the codes are distributed as the prior is, which is what makes draws of the prior codes of something.
import type { Views } from '../../store/run/run-state.ts'
import { wholeNumber } from '../quantities.ts'
import styles from './latent.module.css'

/** What a two-sample test must be below to tell codes and draws apart. */
const level = 0.01

export function CodesAndPrior({ codes }: { readonly codes: NonNullable<Views['codes']> }) {
  const { points, discrepancy, pValue, step } = codes
  return (
    <p
      className={styles.note}
      data-tooltip="Squared maximum mean discrepancy with Gaussian kernels, and the share of random divisions of all the points that are as discrepant (Gretton et al. 2012)"
    >
      {wholeNumber(points)} codes of training examples against as many draws of the prior: MMD²{' '}
      {inThousandths(discrepancy)}, p&nbsp;= {pValue.toFixed(3)}.{' '}
      {pValue > level ? 'The test does not tell them apart' : 'The test tells them apart'} after {wholeNumber(step)}{' '}
      steps.
    </p>
  )
}

const inThousandths = (value: number): string => value.toFixed(4).replace('-', '−')
