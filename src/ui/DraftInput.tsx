// A text input that keeps what was typed until it makes sense. Each change is offered to `take`, which answers with
// the value that now holds or with a fault; what was refused stays in the input beside its fault.
import { type InputHTMLAttributes, useId, useState } from 'react'
import { classNames } from './class-names.ts'
import styles from './control.module.css'
import faultStyles from './draft-input.module.css'

export type Acceptance = { readonly value: string } | { readonly fault: string }

export interface DraftInputProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'value' | 'onChange' | 'onBlur'> {
  readonly value: string
  readonly take: (text: string) => Acceptance
  /** The change is complete: the next one is a separate step. */
  readonly onSettled?: () => void
  readonly isNumber?: boolean
}

export function DraftInput({ value, take, onSettled, isNumber = false, className, ...rest }: DraftInputProps) {
  const [draft, setDraft] = useState<{ readonly text: string; readonly result: Acceptance } | null>(null)
  const faultId = useId()
  const fault = draft && 'fault' in draft.result ? draft.result.fault : null
  // A value that changed from outside, such as by undo, replaces a draft that was accepted.
  const isCurrent = draft && ('fault' in draft.result || draft.result.value === value)

  function offer(text: string) {
    setDraft({ text, result: take(text) })
  }

  function settle() {
    if (fault === null) setDraft(null)
    onSettled?.()
  }

  return (
    <>
      <input
        className={classNames(styles.input, isNumber && styles.number, className)}
        inputMode={isNumber ? 'decimal' : undefined}
        autoComplete="off"
        spellCheck={false}
        {...rest}
        value={isCurrent ? draft.text : value}
        aria-invalid={fault !== null}
        aria-describedby={fault === null ? rest['aria-describedby'] : faultId}
        onChange={(event) => offer(event.target.value)}
        onBlur={settle}
        onKeyDown={(event) => {
          rest.onKeyDown?.(event)
          if (event.key === 'Enter') settle()
          if (event.key === 'Escape') {
            event.stopPropagation()
            setDraft(null)
          }
        }}
      />
      {fault !== null && (
        <p id={faultId} role="alert" className={faultStyles.fault}>
          {fault}
        </p>
      )}
    </>
  )
}
