import type { Fix } from '../../graph/problems.ts'
import { useEditorStore } from '../../store/use-editor.ts'
import { Button } from '../../ui/Button.tsx'
import styles from './problems.module.css'

/** One button for each fix of a problem. */
export function Fixes({ fixes }: { readonly fixes: readonly Fix[] }) {
  const store = useEditorStore()
  if (fixes.length === 0) return null
  return (
    <span className={styles.fixes}>
      {fixes.map((fix) => (
        <Button key={fix.title} className={styles.fix} onClick={() => store.getState().applyFix(fix)}>
          {fix.title}
        </Button>
      ))}
    </span>
  )
}
