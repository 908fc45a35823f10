import styles from './key-signs.module.css'

/** Keys as small caps, each in a separate box. */
export function KeySigns({ keys }: { readonly keys: string }) {
  const parts = keys === '+' || !keys.includes('+') ? [keys] : keys.split('+').map((part) => part || '+')
  return (
    <span className={styles.keys}>
      {parts.map((part) => (
        <kbd key={part}>{part}</kbd>
      ))}
    </span>
  )
}
