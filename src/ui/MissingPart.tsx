import { RefreshCw } from 'lucide-react'
import { Button } from './Button.tsx'
import styles from './missing-part.module.css'

export interface MissingPartProps {
  readonly message: string
  /** How often it has been tried again. */
  readonly attempts: number
  readonly onRetry: () => void
}

/** Shown instead of a part that could not be loaded. */
export function MissingPart({ message, attempts, onRetry }: MissingPartProps) {
  return (
    <div className={styles.missing} role="alert">
      <p>{message}</p>
      <Button
        icon={<RefreshCw aria-hidden="true" />}
        // The button that was pressed has gone meanwhile, and the focus with it.
        ref={(button) => {
          if (attempts > 0) button?.focus()
        }}
        onClick={onRetry}
      >
        Try again
      </Button>
    </div>
  )
}
