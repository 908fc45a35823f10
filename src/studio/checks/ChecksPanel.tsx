// The dock's Checks tab: checks numerically that the current model satisfies its mathematics.
import { SearchCheck } from 'lucide-react'
import type { CheckResult } from '../../protocol/messages.ts'
import { blockerOf, hasGraphChanged } from '../../store/run/run-readings.ts'
import { type ChecksState, isActive, isChecking } from '../../store/run/run-state.ts'
import { useEditor } from '../../store/use-editor.ts'
import { Button } from '../../ui/Button.tsx'
import { wholeNumber } from '../quantities.ts'
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
      <div role="toolbar" aria-label="Checks" className={styles.toolbar}>
        <Button
          icon={<SearchCheck aria-hidden />}
          obstacle={isBusy ? 'The checks are running' : obstacle}
          data-tooltip="Check the model with the weights that it has now"
          onClick={check}
        >
          Check the maths
        </Button>
        {checks && <Summary checks={checks} />}
        {checks && changed && <span className={styles.stale}>The graph has changed since.</span>}
      </div>
      {checks?.results.length ? <Results results={checks.results} /> : <Waiting isBusy={isBusy} />}
    </div>
  )
}

function Results({ results }: { readonly results: readonly CheckResult[] }) {
  return (
    <ul className={styles.list} aria-label="Results of the checks">
      {results
        .toSorted((a, b) => rank[a.outcome] - rank[b.outcome])
        .map((result) => (
          <CheckRow key={`${result.title}/${result.node}`} result={result} />
        ))}
    </ul>
  )
}

function Waiting({ isBusy }: { readonly isBusy: boolean }) {
  return (
    <p className={styles.waiting}>
      {isBusy
        ? 'Preparing the model…'
        : 'Checks the model numerically: transforms are invertible, log-determinants match their Jacobians, gradients are correct, ' +
          'nothing leaks, probabilities sum to one, samples follow the density, and each phase trains only its own weights.'}
    </p>
  )
}

function Summary({ checks }: { readonly checks: ChecksState }) {
  const { results, done, total, step } = checks
  const count = (outcome: CheckResult['outcome']) => results.filter((one) => one.outcome === outcome).length
  const parts = [
    count('failed') ? `${count('failed')} failed` : '',
    `${count('passed')} passed`,
    count('skipped') ? `${count('skipped')} do not apply` : '',
  ].filter(Boolean)
  const weights = step === 0 ? 'untrained weights' : `weights after ${wholeNumber(step ?? 0)} steps`
  return (
    <>
      {isChecking(checks) && <progress className={styles.progress} max={Math.max(total, 1)} value={done} />}
      <span role="status" className={styles.summary}>
        {isChecking(checks) ? `Checking… ${done} of ${total || '…'}` : `${parts.join(', ')} · ${weights}`}
      </span>
    </>
  )
}
