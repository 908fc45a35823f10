// Notices about the run: why it failed, that the graph has changed, warnings from the curves.
import { CircleAlert, Info } from 'lucide-react'
import { Suspense } from 'react'
import { hasGraphChanged, isResumable } from '../../store/run/run-readings.ts'
import { isActive } from '../../store/run/run-state.ts'
import { useEditor } from '../../store/use-editor.ts'
import { Button } from '../../ui/Button.tsx'
import { lazyPart } from '../../ui/lazy-part.tsx'
import styles from './coach.module.css'
import { Notice } from './Notice.tsx'

/** There is none before a validation. */
const CurveAdvice = lazyPart('The advice on the curves', async () => (await import('./CurveAdvice.tsx')).CurveAdvice)

export function RunNotices() {
  const failure = useEditor((state) => state.run.failure)
  const changed = useEditor(hasGraphChanged)
  const active = useEditor((state) => isActive(state.run.status))
  const resumable = useEditor(isResumable)
  const notices = useEditor((state) => state.run.notices)
  const isValidated = useEditor((state) => Object.keys(state.run.validation).length > 0)
  const goTo = useEditor((state) => state.goTo)
  const node = failure?.node
  return (
    <div className={styles.notices}>
      {failure && (
        <Notice tone="danger" icon={<CircleAlert aria-hidden />} role="alert">
          <p>{failure.message}</p>
          {node !== undefined && (
            <Button look="plain" onClick={() => goTo(node)}>
              Show node
            </Button>
          )}
        </Notice>
      )}
      {changed && (
        <Notice tone="info" icon={<Info aria-hidden />} role="status">
          <p>{changeWords(active, resumable)}</p>
        </Notice>
      )}
      {isValidated && (
        <Suspense>
          <CurveAdvice />
        </Suspense>
      )}
      {notices.map((message) => (
        <Notice key={message} tone="info" icon={<Info aria-hidden />} role="status">
          <p>{message}</p>
        </Notice>
      ))}
    </div>
  )
}

function changeWords(active: boolean, resumable: boolean): string {
  if (active) return 'The graph changed: stop and run again to train the new one.'
  return resumable
    ? 'The graph changed: continue with the new settings, or reset and run to train it from the start.'
    : 'The graph changed: run again to train the new one.'
}
