// Whether the codes follow the prior, so that draws from the prior decode to examples.
import { useState } from 'react'
import type { Views } from '../../store/run/run-state.ts'
import { decimals, wholeNumber } from '../quantities.ts'
import styles from './latent.module.css'

/** The significance level: at or below it the test rejects that codes and draws are equally distributed. */
const level = 0.01

export function CodesAndPrior({ codes }: { readonly codes: NonNullable<Views['codes']> }) {
  const [isOpen, setOpen] = useState(false)
  const { points, discrepancy, pValue, step } = codes
  const differ = pValue <= level
  return (
    <section className={styles.codes} aria-label="Codes and prior">
      <h3>{differ ? 'The codes do not follow the prior' : 'The codes follow the prior'}</h3>
      <p>
        In a test of {wholeNumber(points)} codes and as many draws: MMD²&nbsp;=&nbsp;
        {decimals(discrepancy, 4)}, p&nbsp;=&nbsp;{decimals(pValue, 3)} after {wholeNumber(step)} steps.
      </p>
      <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {isOpen ? 'Less' : 'What this means'}
      </button>
      {isOpen && (
        <>
          <p>
            Samples are decoded from draws from the prior. They can only be good if the decoder has been trained on such
            codes, so the two clouds should coincide.
          </p>
          <p>
            MMD², the squared maximum mean discrepancy, is near 0 if they do. p is the fraction of random splits of all
            the points that differ as much; at {level} or less this is unlikely to be chance (Gretton et al. 2012).
          </p>
        </>
      )}
    </section>
  )
}
