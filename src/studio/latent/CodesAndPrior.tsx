// Whether the codes are distributed as the prior is, which is what makes draws of the prior codes of something.
import { useState } from 'react'
import type { Views } from '../../store/run/run-state.ts'
import { decimals, wholeNumber } from '../quantities.ts'
import styles from './latent.module.css'

/** Where p is no larger, the test takes codes and draws to differ. */
const level = 0.01

export function CodesAndPrior({ codes }: { readonly codes: NonNullable<Views['codes']> }) {
  const [isOpen, setOpen] = useState(false)
  const { points, discrepancy, pValue, step } = codes
  const differ = pValue <= level
  return (
    <section className={styles.codes} aria-label="Codes and prior">
      <h3>{differ ? 'The codes are not spread like the prior' : 'The codes are spread like the prior'}</h3>
      <p>
        As far as a test of {wholeNumber(points)} codes and as many draws can tell: MMD²&nbsp;=&nbsp;
        {decimals(discrepancy, 4)}, p&nbsp;=&nbsp;{decimals(pValue, 3)} after {wholeNumber(step)} steps.
      </p>
      <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {isOpen ? 'Less' : 'What this means'}
      </button>
      {isOpen && (
        <>
          <p>
            Samples are decoded from draws of the prior. They can only be good where the decoder has seen such codes, so
            the two clouds should be one.
          </p>
          <p>
            MMD², the squared maximum mean discrepancy, is near 0 when they are. p is how often two halves of all the
            points, divided by chance, differ as much; at {level} or less it is hardly chance (Gretton et al. 2012).
          </p>
        </>
      )}
    </section>
  )
}
