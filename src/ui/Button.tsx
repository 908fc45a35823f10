import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import styles from './button.module.css'
import { classNames } from './class-names.ts'

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `strong` for the one main action in sight, `quiet` where many stand side by side. */
  readonly look?: 'strong' | 'plain' | 'quiet'
  readonly icon?: ReactNode
  /** Why it cannot be used now. It stays within reach, says so, and does nothing. */
  readonly obstacle?: string | null
  readonly ref?: Ref<HTMLButtonElement>
}

const barred = { 'aria-disabled': true, 'data-tooltip-keys': undefined, onClick: undefined } as const

export function Button({ look = 'plain', icon, obstacle, className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className={classNames(styles.button, styles[look], className)}
      {...rest}
      {...(obstacle && { ...barred, 'data-tooltip': obstacle })}
    >
      {icon}
      {children}
    </button>
  )
}

export interface IconButtonProps extends Omit<ButtonProps, 'look' | 'icon' | 'children' | 'aria-label'> {
  /** Its accessible name and tooltip. */
  readonly label: string
  readonly keys?: string | undefined
  readonly children: ReactNode
}

export function IconButton({ label, keys, obstacle, className, children, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      className={classNames(styles.button, styles.icon, className)}
      aria-label={label}
      data-tooltip={label}
      data-tooltip-keys={keys}
      {...rest}
      {...(obstacle && { ...barred, 'data-tooltip': `${label}. ${obstacle}.` })}
    >
      {children}
    </button>
  )
}
