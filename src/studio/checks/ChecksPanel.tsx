// The dock's Checks tab: checks numerically that the current model satisfies its mathematics.
import { SearchCheck } from 'lucide-react'
import type { CheckResult } from '../../protocol/messages.ts'
import { blockerOf, hasGraphChanged } from '../../store/run/run-readings.ts'
import { type ChecksState, isActive, isChecking } from '../../store/run/run-state.ts'
import { useEditor } from '../../store/use-editor.ts'
import { Button } from '../../ui/Button.tsx'
import { checkWords } from '../../words/checks.ts'
import { CheckRow } from './CheckRow.tsx'
import styles from './checks.module.css'

const rank = { failed: 0, passed: 1, skipped: 2 } as const

export function ChecksPanel() {
  const checks = useEditor((state) => state.run.checks)
  const blocker = useEditor((state) => blockerOf(state.typed))
  const isRunning = useEditor((state) => isActive(state.run.status))
  const changed = useEditor(hasGraphChanged)
  const check = useEditor((state) => state.runActions.check)
  const isBusy = isChecking(checks)
  const obstacle = isRunning ? null : blocker
  return (
    <div className={styles.panel}>
      <div role="toolbar" aria-label={checkWords.toolbar} className={styles.toolbar}>
        <Button
          icon={<SearchCheck aria-hidden />}
          obstacle={isBusy ? checkWords.running : obstacle}
          data-tooltip={checkWords.checkHint}
          onClick={check}
        >
          {checkWords.check}
        </Button>
        {checks && <Summary checks={checks} />}
        {checks && changed && <span className={styles.stale}>{checkWords.graphChanged}</span>}
      </div>
      {checks?.results.length ? <Results results={checks.results} /> : <Waiting isBusy={isBusy} />}
    </div>
  )
}

function Results({ results }: { readonly results: readonly CheckResult[] }) {
  return (
    <ul className={styles.list} aria-label={checkWords.results}>
      {results
        .toSorted((a, b) => rank[a.outcome] - rank[b.outcome])
        .map((result) => (
          <CheckRow key={`${result.title}/${result.node}`} result={result} />
        ))}
    </ul>
  )
}

function Waiting({ isBusy }: { readonly isBusy: boolean }) {
  return <p className={styles.waiting}>{isBusy ? checkWords.preparing : checkWords.what}</p>
}

function Summary({ checks }: { readonly checks: ChecksState }) {
  const { results, done, total, step } = checks
  const count = (outcome: CheckResult['outcome']) => results.filter((one) => one.outcome === outcome).length
  const parts = [
    count('failed') ? checkWords.countFailed({ count: count('failed') }) : '',
    checkWords.countPassed({ count: count('passed') }),
    count('skipped') ? checkWords.countSkipped({ count: count('skipped') }) : '',
  ].filter(Boolean)
  const weights = step === 0 ? checkWords.untrained : checkWords.trained({ steps: step ?? 0 })
  return (
    <>
      {isChecking(checks) && <progress className={styles.progress} max={Math.max(total, 1)} value={done} />}
      <span role="status" className={styles.summary}>
        {isChecking(checks) ? checkWords.checking({ done, total: total || '…' }) : `${parts.join(', ')} · ${weights}`}
      </span>
    </>
  )
}
