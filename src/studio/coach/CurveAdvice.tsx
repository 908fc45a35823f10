// What the curves warn of, with what to try.
import { Lightbulb } from 'lucide-react'
import { useMemo } from 'react'
import { adviceFor } from '../../curves/advice.ts'
import { useEditor, useEditorStore } from '../../store/use-editor.ts'
import styles from './coach.module.css'
import { Notice } from './Notice.tsx'

/** Looks at the curves when a validation has come in, not at every progress. */
export function CurveAdvice() {
  const store = useEditorStore()
  const validation = useEditor((state) => state.run.validation)
  const advice = useMemo(() => {
    const { program, curves } = store.getState().run
    return program ? adviceFor(program, curves, validation) : []
  }, [store, validation])
  return advice.map(({ topic, message, tries }) => (
    <Notice key={topic} tone="warning" icon={<Lightbulb aria-hidden />} role="status">
      <p>
        {message} <span className={styles.tries}>Try: {tries.join('; ')}.</span>
      </p>
    </Notice>
  ))
}
