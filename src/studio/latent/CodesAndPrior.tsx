// Whether the codes follow the prior, so that draws from the prior decode to examples.
import { useState } from 'react'
import type { Views } from '../../store/run/run-state.ts'
import { latentWords } from '../../words/latent.ts'
import { decimals } from '../quantities.ts'
import styles from './latent.module.css'

/** The significance level: at or below it the test rejects that codes and draws are equally distributed. */
const level = 0.01

export function CodesAndPrior({ codes }: { readonly codes: NonNullable<Views['codes']> }) {
  const [isOpen, setOpen] = useState(false)
  const { points, discrepancy, pValue, step } = codes
  const differ = pValue <= level
  return (
    <section className={styles.codes} aria-label={latentWords.codesAndPrior}>
      <h3>{differ ? latentWords.codesDiffer : latentWords.codesFollow}</h3>
      <p>
        {latentWords.codesTest({
          points,
          discrepancy: decimals(discrepancy, 4),
          pValue: decimals(pValue, 3),
          steps: step,
        })}
      </p>
      <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {isOpen ? latentWords.less : latentWords.whatThisMeans}
      </button>
      {isOpen && (
        <>
          <p>{latentWords.codesMeaning}</p>
          <p>{latentWords.discrepancyMeaning({ level })}</p>
        </>
      )}
    </section>
  )
}
