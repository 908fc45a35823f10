import type { SelectHTMLAttributes } from 'react'
import styles from './control.module.css'

export interface SelectProps<T extends string>
  extends Omit<SelectHTMLAttributes<HTMLSelectElement>, 'onChange' | 'value'> {
  readonly value: T
  readonly choices: readonly { readonly value: T; readonly title: string }[]
  readonly onChoose: (value: T) => void
}

export function Select<T extends string>({ value, choices, onChoose, ...rest }: SelectProps<T>) {
  return (
    <select
      className={styles.select}
      value={value}
      onChange={(event) => {
        const chosen = choices.find((choice) => choice.value === event.target.value)
        if (chosen) onChoose(chosen.value)
      }}
      {...rest}
    >
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.title}
        </option>
      ))}
    </select>
  )
}
