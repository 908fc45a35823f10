import { CircleCheck, CircleMinus, CircleX } from 'lucide-react'
import type { CheckResult } from '../../protocol/messages.ts'
import { useEditor } from '../../store/use-editor.ts'
import { Button } from '../../ui/Button.tsx'
import { checkWords } from '../../words/checks.ts'
import styles from './checks.module.css'
import { errorInWords, errorPlace, tolerancePlace } from './error-scale.ts'

const signs = { passed: CircleCheck, failed: CircleX, skipped: CircleMinus } as const

/** One check: its outcome, the error relative to the tolerance, and an explanation. */
export function CheckRow({ result }: { readonly result: CheckResult }) {
  const { outcome, title, sentence, node, tolerance } = result
  const goTo = useEditor((state) => state.goTo)
  const isThere = useEditor((state) => node !== undefined && state.typed.nodes.has(node))
  const Sign = signs[outcome]
  return (
    <li className={styles.row} data-outcome={outcome}>
      <Sign size={15} role="img" aria-label={checkWords[outcome]} />
      <div className={styles.text}>
        <strong>{title}</strong> <span>{sentence}</span>
      </div>
      {tolerance !== undefined && (
        <div className={styles.measure}>
          {tolerance > 0 && (
            <div className={styles.scale} aria-hidden>
              <i className={styles.error} style={{ width: `${100 * errorPlace(result)}%` }} />
              <i className={styles.limit} style={{ left: `${100 * tolerancePlace}%` }} />
            </div>
          )}
          <small>{errorInWords(result)}</small>
        </div>
      )}
      {outcome === 'failed' && node !== undefined && isThere && (
        <Button className={styles.show} onClick={() => goTo(node)}>
          {checkWords.showNode}
        </Button>
      )}
    </li>
  )
}
