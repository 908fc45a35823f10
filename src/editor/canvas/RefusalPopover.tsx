// Why a wire was rejected, with its fixes. It stays until it is dismissed.
import { X } from 'lucide-react'
import { useCallback } from 'react'
import { useEditor, useEditorStore } from '../../store/use-editor.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Floating } from '../../ui/Floating.tsx'
import styles from './canvas.module.css'

export function RefusalPopover() {
  const store = useEditorStore()
  const refusal = useEditor((state) => state.refusal)
  const close = useCallback(() => store.getState().refuse(null), [store])
  if (!refusal) return null
  return (
    <Floating
      at={[refusal.at[0] + 12, refusal.at[1] + 10]}
      label="Wire rejected"
      role="alertdialog"
      stays
      onClose={close}
    >
      <div className={styles.refusal}>
        <div className={styles.refusalText}>
          <p>{refusal.reason}</p>
          <IconButton label="Dismiss" onClick={close}>
            <X />
          </IconButton>
        </div>
        {refusal.fixes.length > 0 && (
          <div className={styles.fixes}>
            {refusal.fixes.map((fix, index) => (
              <Button
                key={fix.title}
                look={index === 0 ? 'strong' : 'plain'}
                data-first-focus={index === 0 ? '' : undefined}
                onClick={() => {
                  close()
                  store.getState().applyFix(fix)
                }}
              >
                {fix.title}
              </Button>
            ))}
          </div>
        )}
      </div>
    </Floating>
  )
}
