// What the curves warn of, with what to try.
import { Lightbulb } from 'lucide-react'
import { useMemo } from 'react'
import type { RunState } from '../../store/run/run-state.ts'
import { mainCurve } from '../../store/run/terms.ts'
import { useEditor, useEditorStore } from '../../store/use-editor.ts'
import { type Advice, advise } from './advice.ts'
import styles from './coach.module.css'
import { Notice } from './Notice.tsx'

/** Looks at the curves when a validation has come in, not at every progress. */
export function CurveAdvice() {
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
