// A labelled number that is checked as it is typed.
import { type ReactNode, useId } from 'react'
import { DraftInput } from '../../ui/DraftInput.tsx'
import styles from './training.module.css'

export interface NumberSettingProps {
  readonly title: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly isWhole?: boolean
  readonly onAccept: (value: number) => void
  readonly onSettled: () => void
  /** Stands behind the number, such as a choice of its unit. */
  readonly children?: ReactNode
}

export function NumberSetting({
  title,
  value,
  min,
  max,
  isWhole = false,
  onAccept,
  onSettled,
  children,
}: NumberSettingProps) {
  const id = useId()
  const wanted = `${isWhole ? 'An integer' : 'A number'} from ${min} to ${max.toLocaleString('en')}`
  return (
    <div className={styles.setting}>
      <label htmlFor={id}>{title}</label>
      <div>
        <DraftInput
          id={id}
          isNumber
          value={String(value)}
          onSettled={onSettled}
          take={(text) => {
            const number = text.trim() === '' ? Number.NaN : Number(text)
            const fits = number >= min && number <= max && (!isWhole || Number.isInteger(number))
            if (!fits) return { fault: wanted }
            onAccept(number)
            return { value: String(number) }
          }}
        />
      </div>
      {children}
    </div>
  )
}
