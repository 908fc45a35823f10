// Text that becomes an input by a click, a double click, Enter or F2, and keeps the change by Enter or by leaving it.
import { type KeyboardEvent, useRef, useState } from 'react'
import { classNames } from './class-names.ts'
import styles from './editable-text.module.css'

export interface EditableTextProps {
  readonly label: string
  readonly value: string
  readonly placeholder?: string
  readonly maxLength?: number
  /** A single click where nothing else could be meant by one. */
  readonly opensBy?: 'click' | 'doubleClick'
  readonly onChange: (text: string) => void
}

export function EditableText({
  label,
  value,
  placeholder,
  maxLength = 200,
  opensBy = 'doubleClick',
  onChange,
}: EditableTextProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const endedByKey = useRef(false)

  function finish() {
    if (draft !== null && draft.trim() !== value) onChange(draft.trim())
    setDraft(null)
  }

  if (draft === null) {
    return (
      <button
        type="button"
        ref={(button) => {
          if (button && endedByKey.current) button.focus({ preventScroll: true })
          endedByKey.current = false
        }}
        className={classNames(styles.text, !value && styles.empty)}
        aria-label={`${label}: ${value || placeholder}`}
        aria-description="Press Enter to change."
        onClick={opensBy === 'click' ? () => setDraft(value) : undefined}
        onDoubleClick={() => setDraft(value)}
        onKeyDown={(event: KeyboardEvent) => {
          if (event.key !== 'Enter' && event.key !== 'F2') return
          event.preventDefault()
          event.stopPropagation()
          setDraft(value)
        }}
      >
        {value || placeholder}
      </button>
    )
  }
  return (
    <input
      ref={(input) => {
        if (input && document.activeElement !== input) input.select()
      }}
      className={`${styles.input} nodrag`}
      aria-label={label}
      placeholder={placeholder}
      maxLength={maxLength}
      value={draft}
      size={Math.max(6, draft.length)}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={finish}
      onKeyDown={(event) => {
        event.stopPropagation()
        endedByKey.current = event.key === 'Enter' || event.key === 'Escape'
        if (event.key === 'Enter') {
          // The focus goes to the button before the browser acts on the key, which would press the button.
          event.preventDefault()
          finish()
        }
        if (event.key === 'Escape') setDraft(null)
      }}
    />
  )
}
