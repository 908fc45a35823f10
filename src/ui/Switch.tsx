import styles from './control.module.css'

export interface SwitchProps {
  readonly id?: string
  readonly label?: string
  readonly isOn: boolean
  readonly onSwitch: (isOn: boolean) => void
}

export function Switch({ id, label, isOn, onSwitch }: SwitchProps) {
  return (
    <input
      id={id}
      type="checkbox"
      role="switch"
      aria-label={label}
      className={styles.switch}
      checked={isOn}
      aria-checked={isOn}
      onChange={(event) => onSwitch(event.target.checked)}
    />
  )
}
