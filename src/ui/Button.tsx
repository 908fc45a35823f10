import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import styles from './button.module.css'
import { classNames } from './class-names.ts'

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `strong` for the one main action in sight, `quiet` where many stand side by side. */
  readonly look?: 'strong' | 'plain' | 'quiet'
  readonly icon?: ReactNode
  readonly ref?: Ref<HTMLButtonElement>
}

export function Button({ look = 'plain', icon, className, children, ...rest }: ButtonProps) {
  return (
    <button type="button" className={classNames(styles.button, styles[look], className)} {...rest}>
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

export function IconButton({ label, keys, className, children, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      className={classNames(styles.button, styles.icon, className)}
      aria-label={label}
      data-tooltip={label}
      data-tooltip-keys={keys}
      {...rest}
    >
      {children}
    </button>
  )
}
