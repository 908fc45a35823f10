// What the person should know about the run: why it failed, that the graph has changed, what the curves warn of.
import { CircleAlert, Info, Lightbulb } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { hasGraphChanged, isResumable } from '../../store/run/run-readings.ts'
import { isActive, type RunState } from '../../store/run/run-state.ts'
import { mainCurve } from '../../store/run/terms.ts'
import { useEditor, useEditorStore } from '../../store/use-editor.ts'
import { Button } from '../../ui/Button.tsx'
import { type Advice, advise } from './advice.ts'
import styles from './coach.module.css'

export function RunNotices() {
  const failure = useEditor((state) => state.run.failure)
  const changed = useEditor(hasGraphChanged)
  const active = useEditor((state) => isActive(state.run.status))
  const resumable = useEditor(isResumable)
  const notices = useEditor((state) => state.run.notices)
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
      <CurveAdvice />
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

/** Looks at the curves when a validation has come in, not at every progress. */
function CurveAdvice() {
  const store = useEditorStore()
  const validation = useEditor((state) => state.run.validation)
  const advice = useMemo(() => adviceFor(store.getState().run, validation), [store, validation])
  return advice.map(({ topic, message, tries }) => (
    <Notice key={topic} tone="warning" icon={<Lightbulb aria-hidden />} role="status">
      <p>
        {message} <span className={styles.tries}>Try: {tries.join('; ')}.</span>
      </p>
    </Notice>
  ))
}

function adviceFor({ program, curves }: RunState, validation: RunState['validation']): readonly Advice[] {
  const main = program && mainCurve(program)
  if (!main) return []
  const { phase, isVariational } = main
  return advise({
    train: curves[phase]?.points ?? [],
    validation: validation[phase]?.points ?? [],
    ...(isVariational ? { divergence: 'kl', reconstruction: 'reconstruction' } : {}),
  })
}

interface NoticeProps {
  readonly tone: 'danger' | 'warning' | 'info'
  readonly icon: ReactNode
  readonly role: 'alert' | 'status'
  readonly children: ReactNode
}

function Notice({ tone, icon, role, children }: NoticeProps) {
  return (
    <div role={role} className={styles.notice} data-tone={tone}>
      {icon}
      {children}
    </div>
  )
}
